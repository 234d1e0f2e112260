// The Cosmos account, the database and every container of the topology, which the agreement tests hold against
// dev.convoy.contracts.topology.Topology. Keys are off: only identities get in.
param location string
param tags object

@minLength(3)
@maxLength(44)
param name string

@description('Further regions, in the order of failover.')
param secondaryLocations array

@description('Every region takes writes; conflicts are settled by policy.')
param multiRegionWrites bool
param zoneRedundant bool

@allowed([
  'Session'
  'BoundedStaleness'
  'Strong'
])
param consistency string

@description('Autoscale ceiling that containers without their own share, in request units per second.')
@minValue(1000)
param sharedMaxRequestUnits int

@description('Autoscale ceilings of containers with their own throughput, by container name.')
param dedicatedMaxRequestUnits object

@description('Containers whose write conflicts go to the conflict feed instead of the last writer winning.')
param customConflictContainers array

@allowed([
  'Continuous7Days'
  'Continuous30Days'
])
param backupTier string
param publicAccess bool
param workspaceId string

var databaseName = 'convoy'
var contentPaths = [
  '/body/?'
  '/payload/*'
]
var containers = [
  {
    name: 'orders'
    partitionKey: '/orderId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'payments'
    partitionKey: '/orderId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'stock'
    partitionKey: '/productId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'reservations'
    partitionKey: '/orderId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'notifications'
    partitionKey: '/orderId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'analytics'
    partitionKey: '/bucket'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'lookups'
    partitionKey: '/lookupId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'lookup-cache'
    partitionKey: '/key'
    ttl: true
    unindexed: [
      '/*'
    ]
  }
  {
    name: 'results'
    partitionKey: '/transactionId'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'result-receipts'
    partitionKey: '/transactionId'
    ttl: true
    unindexed: [
      '/records/?'
    ]
  }
  {
    name: 'links'
    partitionKey: '/phrase'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'operations'
    partitionKey: '/entity'
    ttl: true
    unindexed: contentPaths
  }
  {
    name: 'leases'
    partitionKey: '/id'
    ttl: false
    unindexed: []
  }
]
var allLocations = concat([location], secondaryLocations)

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    enableAutomaticFailover: !empty(secondaryLocations) && !multiRegionWrites
    enableMultipleWriteLocations: multiRegionWrites
    consistencyPolicy: {
      defaultConsistencyLevel: consistency
      maxStalenessPrefix: 100000
      maxIntervalInSeconds: 300
    }
    locations: [for (region, i) in allLocations: {
      locationName: region
      failoverPriority: i
      isZoneRedundant: zoneRedundant
    }]
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: backupTier
      }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
    options: {
      autoscaleSettings: {
        maxThroughput: sharedMaxRequestUnits
      }
    }
  }
}

resource collections 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [for container in containers: {
  parent: database
  name: container.name
  properties: {
    resource: {
      id: container.name
      partitionKey: {
        paths: [
          container.partitionKey
        ]
        kind: 'Hash'
        version: 2
      }
      defaultTtl: container.ttl ? -1 : null
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: contains(container.unindexed, '/*') ? [] : [
          {
            path: '/*'
          }
        ]
        excludedPaths: map(concat(container.unindexed, ['/"_etag"/?']), path => { path: path })
      }
      conflictResolutionPolicy: multiRegionWrites ? (contains(customConflictContainers, container.name) ? {
        mode: 'Custom'
      } : {
        mode: 'LastWriterWins'
        conflictResolutionPath: '/_ts'
      }) : null
    }
    options: contains(dedicatedMaxRequestUnits, container.name) ? {
      autoscaleSettings: {
        maxThroughput: dedicatedMaxRequestUnits[container.name]
      }
    } : {}
  }
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'operations'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
      {
        category: 'PartitionKeyRUConsumption'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
