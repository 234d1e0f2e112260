// Private endpoints of every store, with the DNS zones that make their usual names resolve to them.
param location string
param tags object
param networkName string
param subnetId string
param serviceBusId string
param cosmosId string
param functionsStorageId string
param orchestrationsStorageId string
param dataStorageId string
param keyVaultId string

var endpoints = [
  {
    name: 'service-bus'
    target: serviceBusId
    group: 'namespace'
    zone: 0
  }
  {
    name: 'cosmos'
    target: cosmosId
    group: 'Sql'
    zone: 1
  }
  {
    name: 'key-vault'
    target: keyVaultId
    group: 'vault'
    zone: 2
  }
  {
    name: 'data-blob'
    target: dataStorageId
    group: 'blob'
    zone: 3
  }
  {
    name: 'functions-blob'
    target: functionsStorageId
    group: 'blob'
    zone: 3
  }
  {
    name: 'orchestrations-blob'
    target: orchestrationsStorageId
    group: 'blob'
    zone: 3
  }
  {
    name: 'orchestrations-queue'
    target: orchestrationsStorageId
    group: 'queue'
    zone: 4
  }
  {
    name: 'orchestrations-table'
    target: orchestrationsStorageId
    group: 'table'
    zone: 5
  }
]
var zoneNames = [
  'privatelink.servicebus.windows.net'
  'privatelink.documents.azure.com'
  'privatelink.vaultcore.azure.net'
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
]

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' existing = {
  name: networkName
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zone in zoneNames: {
  name: zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zone, i) in zoneNames: {
  parent: zones[i]
  name: networkName
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-01-01' = [for endpoint in endpoints: {
  name: 'pe-${endpoint.name}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: endpoint.name
        properties: {
          privateLinkServiceId: endpoint.target
          groupIds: [
            endpoint.group
          ]
        }
      }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-01-01' = [for (endpoint, i) in endpoints: {
  parent: privateEndpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: endpoint.group
        properties: {
          privateDnsZoneId: zones[endpoint.zone].id
        }
      }
    ]
  }
}]
