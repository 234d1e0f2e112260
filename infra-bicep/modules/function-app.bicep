// One function app on its own Flex Consumption plan. Functions scale one by one on their own triggers (http and durable
// functions scale as groups); what always runs and what an instance may hold comes from the environment's sizing.
param location string
param tags object
param name string

@description('Name under which azure.yaml deploys into this app.')
param serviceName string

@description('id and clientId of the app\'s own identity.')
param identity object

@description('Host storage account, with the container app-package.')
param storageName string

@description('memoryMb, maxInstances, httpConcurrency and alwaysReady.')
param sizing object
param zoneRedundant bool

@description('Settings that the app reads; this module adds those of the Functions host.')
param settings object
param insightsConnectionString string

@description('Subnet to send through; empty for none.')
param subnetId string

@description('Origins that browsers may call from.')
param corsOrigins array = []

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  tags: union(tags, {
    'azd-service-name': serviceName
  })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      cors: {
        allowedOrigins: corsOrigins
      }
    }
    functionAppConfig: {
      runtime: {
        name: 'java'
        version: '21'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${storageName}.blob.${environment().suffixes.storage}/app-package'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: sizing.memoryMb
        maximumInstanceCount: sizing.maxInstances
        alwaysReady: sizing.alwaysReady
        triggers: {
          http: {
            perInstanceConcurrency: sizing.httpConcurrency
          }
        }
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${environment().suffixes.storage}'
    AzureWebJobsStorage__queueServiceUri: 'https://${storageName}.queue.${environment().suffixes.storage}'
    AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${environment().suffixes.storage}'
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.clientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.clientId}'
    AZURE_CLIENT_ID: identity.clientId
    // One JSON object per log line, so that queries find orderId, status and the like.
    LOGGING_STRUCTURED_FORMAT_CONSOLE: 'ecs'
  })
}

// Deployments come through Entra ID only.
resource noBasicPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [for protocol in ['scm', 'ftp']: {
  parent: app
  name: protocol
  properties: {
    allow: false
  }
}]

output url string = 'https://${app.properties.defaultHostName}'
