// Three storage accounts: one per app for the Functions host (deployment packages, keys, the durable task hub) and one for
// results. Shared keys are off everywhere, so no connection string can exist.
param location string
param tags object

@maxLength(24)
param functionsHostName string

@maxLength(24)
param orchestrationsHostName string

@maxLength(24)
param dataName string

@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GZRS'
  'Standard_RAGZRS'
])
param redundancy string

@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Days after which staged chunks that no result took are deleted.')
@minValue(1)
param stagingDays int

@description('Days after which results are deleted; they move to the cool tier after a third of that.')
@minValue(3)
param resultDays int
param publicAccess bool
param workspaceId string

var accountProperties = {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowSharedKeyAccess: false
  allowCrossTenantReplication: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
  networkAcls: {
    bypass: 'AzureServices'
    defaultAction: publicAccess ? 'Allow' : 'Deny'
  }
}
var hostAccounts = [
  functionsHostName
  orchestrationsHostName
]
var dataContainers = [
  'lookup-results'
  'results'
]

resource hosts 'Microsoft.Storage/storageAccounts@2023-05-01' = [for name in hostAccounts: {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy == 'Standard_LRS' ? 'Standard_LRS' : 'Standard_ZRS'
  }
  properties: accountProperties
}]

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = [for (name, i) in hostAccounts: {
  parent: hosts[i]
  name: 'default'
}]

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for (name, i) in hostAccounts: {
  parent: hostBlobs[i]
  name: 'app-package'
}]

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: dataName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: accountProperties
}

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: data
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource resultContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for name in dataContainers: {
  parent: dataBlobs
  name: name
  properties: {
    publicAccess: 'None'
  }
}]

// The apps clean up after themselves; these rules catch what a crash or a bug leaves behind.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: data
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-staged-chunks'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              // Every transaction has a staging container of its own; without a slash the prefix means them all.
              prefixMatch: [
                'result-staging-'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: stagingDays
                }
              }
            }
          }
        }
        {
          name: 'cool-then-delete-results'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'results/'
                'lookup-results/'
              ]
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: resultDays / 3
                }
                delete: {
                  daysAfterModificationGreaterThan: resultDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    dataBlobs
  ]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dataBlobs
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output functionsHostId string = hosts[0].id
output orchestrationsHostId string = hosts[1].id
output dataId string = data.id
output dataBlobUrl string = data.properties.primaryEndpoints.blob
