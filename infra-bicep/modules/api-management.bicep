// A front door on the consumption tier: one product with a quota, one key per subscriber, the functions app behind it. The
// OpenAPI document is imported from the app itself after deployment: ./convoy infra import-api.
param location string
param tags object

@maxLength(50)
param name string

@description('API Management refuses to start without a contact.')
@minLength(3)
param publisherEmail string
param backendUrl string
param insightsName string
param insightsConnectionString string

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Consumption'
    capacity: 0
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    publisherName: 'Convoy'
    publisherEmail: publisherEmail
  }
}

resource backend 'Microsoft.ApiManagement/service/backends@2022-08-01' = {
  parent: service
  name: 'functions'
  properties: {
    protocol: 'http'
    url: '${backendUrl}/api'
  }
}

resource api 'Microsoft.ApiManagement/service/apis@2022-08-01' = {
  parent: service
  name: 'convoy'
  properties: {
    displayName: 'Convoy'
    path: 'api'
    protocols: [
      'https'
    ]
    subscriptionRequired: true
    serviceUrl: '${backendUrl}/api'
  }
}

resource apiPolicy 'Microsoft.ApiManagement/service/apis/policies@2022-08-01' = {
  parent: api
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: loadTextContent('../policies/api.xml')
  }
  dependsOn: [
    backend
  ]
}

resource standard 'Microsoft.ApiManagement/service/products@2022-08-01' = {
  parent: service
  name: 'standard'
  properties: {
    displayName: 'Standard'
    description: 'A client\'s share: see the product\'s policy.'
    state: 'published'
    subscriptionRequired: true
    approvalRequired: true
  }
}

resource standardPolicy 'Microsoft.ApiManagement/service/products/policies@2022-08-01' = {
  parent: standard
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: loadTextContent('../policies/product-standard.xml')
  }
}

resource standardApi 'Microsoft.ApiManagement/service/products/apis@2022-08-01' = {
  parent: standard
  name: api.name
}

resource telemetryAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, service.id, metricsPublisher)
  properties: {
    principalId: service.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  }
}

resource logger 'Microsoft.ApiManagement/service/loggers@2022-08-01' = {
  parent: service
  name: 'insights'
  properties: {
    loggerType: 'applicationInsights'
    resourceId: insights.id
    credentials: {
      connectionString: insightsConnectionString
      identityClientId: 'SystemAssigned'
    }
  }
}

output url string = '${service.properties.gatewayUrl}/api'
