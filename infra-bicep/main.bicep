// Everything Convoy needs in one Azure subscription: a resource group and what lives in it.
// Deployed by `azd up` or `az deployment sub create`; checked offline by `./convoy infra check`.
targetScope = 'subscription'

@description('Name of the environment, part of every resource name: lower-case letters and digits, starting with a letter.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Azure region with the Flex Consumption plan.')
@minLength(2)
param location string

@description('First part of every resource name.')
@minLength(2)
@maxLength(10)
param workload string = 'convoy'

@description('What grows with the environment: see params/dev.json, params/test.json and params/prod.json.')
param sizing object

@description('Who gets the alerts by mail; empty sends none.')
param alertEmail string = ''

@description('Tags of every resource, added to those set here.')
param tags object = {}

@description('Settings whose values are secrets in Key Vault under the same name: SmtpUrl, LookupCallbackSecret.')
param secrets array = []

@description('Private endpoints for every store, no public access to them. Needs serviceBus.sku Premium.')
param privateNetworking bool = false

@description('API Management in front of the functions app.')
param apiManagement bool = false

@description('Contact that API Management shows its subscribers; needed with apiManagement.')
param apiPublisherEmail string = ''

var token = take(uniqueString(subscription().id, environmentName, location), 6)
var suffix = '${workload}-${environmentName}'
var allTags = union(tags, {
  'azd-env-name': environmentName
  workload: workload
  profile: sizing.profile
})
var names = {
  resourceGroup: 'rg-${suffix}'
  serviceBus: 'sb-${suffix}-${token}'
  cosmos: 'cosmos-${suffix}-${token}'
  functionsStorage: 'stf${workload}${environmentName}${token}'
  orchestrationsStorage: 'sto${workload}${environmentName}${token}'
  dataStorage: 'std${workload}${environmentName}${token}'
  keyVault: 'kv-${environmentName}-${token}'
  logs: 'log-${suffix}'
  insights: 'appi-${suffix}'
  network: 'vnet-${suffix}'
  functions: 'func-${suffix}-${token}'
  orchestrations: 'orch-${suffix}-${token}'
  gateway: 'apim-${suffix}-${token}'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: names.resourceGroup
  location: location
  tags: allTags
}

module identities 'modules/identities.bicep' = {
  scope: group
  name: 'identities'
  params: {
    location: location
    tags: allTags
    functionsName: 'id-${names.functions}'
    orchestrationsName: 'id-${names.orchestrations}'
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    location: location
    tags: allTags
    workspaceName: names.logs
    insightsName: names.insights
    retentionDays: sizing.logs.retentionDays
    dailyCapGb: sizing.logs.dailyCapGb
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  name: 'network'
  params: {
    location: location
    tags: allTags
    name: names.network
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  scope: group
  name: 'service-bus'
  params: {
    location: location
    tags: allTags
    name: names.serviceBus
    sku: sizing.serviceBus.sku
    messagingUnits: sizing.serviceBus.messagingUnits
    zoneRedundant: sizing.zoneRedundant
    publicAccess: !privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  name: 'cosmos'
  params: {
    location: location
    tags: allTags
    name: names.cosmos
    secondaryLocations: sizing.cosmos.secondaryLocations
    multiRegionWrites: sizing.cosmos.multiRegionWrites
    zoneRedundant: sizing.zoneRedundant
    consistency: sizing.cosmos.consistency
    sharedMaxRequestUnits: sizing.cosmos.sharedMaxRequestUnits
    dedicatedMaxRequestUnits: sizing.cosmos.dedicatedMaxRequestUnits
    customConflictContainers: sizing.cosmos.customConflictContainers
    backupTier: sizing.cosmos.backupTier
    publicAccess: !privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  name: 'storage'
  params: {
    location: location
    tags: allTags
    functionsHostName: names.functionsStorage
    orchestrationsHostName: names.orchestrationsStorage
    dataName: names.dataStorage
    redundancy: sizing.storage.redundancy
    softDeleteDays: sizing.storage.softDeleteDays
    stagingDays: sizing.storage.stagingDays
    resultDays: sizing.storage.resultDays
    publicAccess: !privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keyVault 'modules/key-vault.bicep' = {
  scope: group
  name: 'key-vault'
  params: {
    location: location
    tags: allTags
    name: names.keyVault
    purgeProtection: sizing.purgeProtection
    publicAccess: !privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (privateNetworking) {
  scope: group
  name: 'private-endpoints'
  params: {
    location: location
    tags: allTags
    networkName: names.network
    subnetId: network.outputs.endpointSubnetId
    serviceBusId: serviceBus.outputs.id
    cosmosId: cosmos.outputs.id
    functionsStorageId: storage.outputs.functionsHostId
    orchestrationsStorageId: storage.outputs.orchestrationsHostId
    dataStorageId: storage.outputs.dataId
    keyVaultId: keyVault.outputs.id
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  name: 'roles'
  params: {
    functionsPrincipalId: identities.outputs.functionsPrincipalId
    orchestrationsPrincipalId: identities.outputs.orchestrationsPrincipalId
    serviceBusName: names.serviceBus
    cosmosName: names.cosmos
    functionsStorageName: names.functionsStorage
    orchestrationsStorageName: names.orchestrationsStorage
    dataStorageName: names.dataStorage
    keyVaultName: names.keyVault
    insightsName: names.insights
    readsSecrets: !empty(secrets)
  }
  dependsOn: [
    serviceBus
    cosmos
    storage
    keyVault
    monitoring
  ]
}

module apps 'modules/apps.bicep' = {
  scope: group
  name: 'apps'
  params: {
    location: location
    tags: allTags
    functionsName: names.functions
    orchestrationsName: names.orchestrations
    sizing: sizing.apps
    policy: sizing.policy
    zoneRedundant: sizing.zoneRedundant
    functionsIdentity: identities.outputs.functions
    orchestrationsIdentity: identities.outputs.orchestrations
    serviceBusHost: serviceBus.outputs.host
    cosmosEndpoint: cosmos.outputs.endpoint
    functionsStorageName: names.functionsStorage
    orchestrationsStorageName: names.orchestrationsStorage
    dataBlobUrl: storage.outputs.dataBlobUrl
    insightsConnectionString: monitoring.outputs.connectionString
    keyVaultName: names.keyVault
    secrets: secrets
    subnetId: privateNetworking ? network.outputs.appSubnetId : ''
  }
  dependsOn: [
    roles
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    location: location
    tags: allTags
    prefix: suffix
    email: alertEmail
    serviceBusId: serviceBus.outputs.id
    cosmosId: cosmos.outputs.id
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
    latencySeconds: sizing.alerts.latencySeconds
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  name: 'workbook'
  params: {
    location: location
    tags: allTags
    title: 'Convoy ${environmentName}'
    insightsId: monitoring.outputs.insightsId
    serviceBusId: serviceBus.outputs.id
  }
}

module gateway 'modules/api-management.bicep' = if (apiManagement) {
  scope: group
  name: 'api-management'
  params: {
    location: location
    tags: allTags
    name: names.gateway
    publisherEmail: apiPublisherEmail
    backendUrl: apps.outputs.functionsUrl
    insightsName: names.insights
    insightsConnectionString: monitoring.outputs.connectionString
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_LOCATION string = location
output FUNCTIONS_NAME string = names.functions
output FUNCTIONS_URL string = apps.outputs.functionsUrl
output ORCHESTRATIONS_NAME string = names.orchestrations
output ORCHESTRATIONS_URL string = apps.outputs.orchestrationsUrl
output GATEWAY_NAME string = apiManagement ? names.gateway : ''
output GATEWAY_URL string = apiManagement ? gateway.outputs.url : ''
output SERVICE_BUS_HOST string = serviceBus.outputs.host
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint
output DATA_STORAGE_URL string = storage.outputs.dataBlobUrl
output KEY_VAULT_URL string = keyVault.outputs.uri
output WORKSPACE_ID string = monitoring.outputs.workspaceId
