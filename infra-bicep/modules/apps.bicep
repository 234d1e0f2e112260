// Both function apps and every setting that their code reads. The agreement tests hold the settings here against the code
// in both directions.
param location string
param tags object
param functionsName string
param orchestrationsName string

@description('Per app: memoryMb, maxInstances, httpConcurrency, alwaysReady.')
param sizing object
param zoneRedundant bool
param functionsIdentity object
param orchestrationsIdentity object
param serviceBusHost string
param cosmosEndpoint string
param functionsStorageName string
param orchestrationsStorageName string
param dataBlobUrl string
param insightsConnectionString string
param keyVaultUri string
param subnetId string
param tokenIssuer string
param tokenAudience string

module functions 'function-app.bicep' = {
  name: 'functions'
  params: {
    location: location
    tags: tags
    name: functionsName
    serviceName: 'functions'
    identity: functionsIdentity
    storageName: functionsStorageName
    sizing: sizing.functions
    zoneRedundant: zoneRedundant
    insightsConnectionString: insightsConnectionString
    subnetId: subnetId
    settings: {
      ServiceBusConnection__fullyQualifiedNamespace: serviceBusHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: functionsIdentity.clientId
      CosmosConnection__accountEndpoint: cosmosEndpoint
      CosmosConnection__credential: 'managedidentity'
      CosmosConnection__clientId: functionsIdentity.clientId
      BlobConnection__serviceUri: dataBlobUrl
      BlobConnection__credential: 'managedidentity'
      BlobConnection__clientId: functionsIdentity.clientId
    }
  }
}

module orchestrations 'function-app.bicep' = {
  name: 'orchestrations'
  params: {
    location: location
    tags: tags
    name: orchestrationsName
    serviceName: 'orchestrations'
    identity: orchestrationsIdentity
    storageName: orchestrationsStorageName
    sizing: sizing.orchestrations
    zoneRedundant: zoneRedundant
    insightsConnectionString: insightsConnectionString
    subnetId: subnetId
    settings: {
      ServiceBusConnection__fullyQualifiedNamespace: serviceBusHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: orchestrationsIdentity.clientId
      CosmosConnection__accountEndpoint: cosmosEndpoint
      CosmosConnection__credential: 'managedidentity'
      CosmosConnection__clientId: orchestrationsIdentity.clientId
    }
  }
}

output functionsUrl string = functions.outputs.url
output orchestrationsUrl string = orchestrations.outputs.url
