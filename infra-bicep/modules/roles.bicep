// What each app's identity may do, and where. The agreement tests hold this list against the triggers and SDK clients that
// the apps use: a role nobody needs fails the build as does one that is missing.
param functionsPrincipalId string
param orchestrationsPrincipalId string
param serviceBusName string
param cosmosName string
param functionsStorageName string
param orchestrationsStorageName string
param dataStorageName string
param keyVaultName string
param insightsName string

@description('Whether a setting of the functions app refers to Key Vault.')
param readsSecrets bool

var roles = {
  serviceBusSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  serviceBusReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  cosmosContributor: '00000000-0000-0000-0000-000000000002'
}
var principals = [
  functionsPrincipalId
  orchestrationsPrincipalId
]
var serviceBusGrants = [
  {
    principal: functionsPrincipalId
    role: roles.serviceBusSender
  }
  {
    principal: functionsPrincipalId
    role: roles.serviceBusReceiver
  }
  // Makes subscriptions for clients of big results.
  {
    principal: functionsPrincipalId
    role: roles.serviceBusOwner
  }
  {
    principal: orchestrationsPrincipalId
    role: roles.serviceBusSender
  }
  {
    principal: orchestrationsPrincipalId
    role: roles.serviceBusReceiver
  }
]
var orchestrationsHostGrants = [
  roles.blobOwner
  roles.queueContributor
  roles.tableContributor
]
var dataGrants = [
  {
    principal: functionsPrincipalId
    role: roles.blobContributor
  }
  // Signs for producers and readers of big results.
  {
    principal: functionsPrincipalId
    role: roles.blobDelegator
  }
  {
    principal: orchestrationsPrincipalId
    role: roles.blobContributor
  }
]
var secretPrincipals = readsSecrets ? [functionsPrincipalId] : []

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosName
}

resource functionsHost 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: functionsStorageName
}

resource orchestrationsHost 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: orchestrationsStorageName
}

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource serviceBusAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in serviceBusGrants: {
  scope: serviceBus
  name: guid(serviceBus.id, grant.principal, grant.role)
  properties: {
    principalId: grant.principal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
  }
}]

// The host keeps its keys, leases and deployment package here.
resource functionsHostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: functionsHost
  name: guid(functionsHost.id, functionsPrincipalId, roles.blobOwner)
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
  }
}

// The durable task hub also keeps its history in tables and its work items in queues.
resource orchestrationsHostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in orchestrationsHostGrants: {
  scope: orchestrationsHost
  name: guid(orchestrationsHost.id, orchestrationsPrincipalId, role)
  properties: {
    principalId: orchestrationsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource dataAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in dataGrants: {
  scope: data
  name: guid(data.id, grant.principal, grant.role)
  properties: {
    principalId: grant.principal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
  }
}]

resource telemetryAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principal in principals: {
  scope: insights
  name: guid(insights.id, principal, roles.metricsPublisher)
  properties: {
    principalId: principal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
  }
}]

resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principal in secretPrincipals: {
  scope: vault
  name: guid(vault.id, principal, roles.secretsUser)
  properties: {
    principalId: principal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}]

// Cosmos has its own role system; the scope is the one database, so neither app can create or drop anything.
resource documentAccess 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [for principal in principals: {
  parent: cosmos
  name: guid(cosmos.id, principal, roles.cosmosContributor)
  properties: {
    principalId: principal
    roleDefinitionId: '${cosmos.id}/sqlRoleDefinitions/${roles.cosmosContributor}'
    scope: '${cosmos.id}/dbs/convoy'
  }
}]
