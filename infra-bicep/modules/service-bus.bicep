// The namespace and every entity of the topology. The agreement tests hold this file against
// dev.convoy.contracts.topology.Topology: a queue, rule or setting that differs there fails the build.
param location string
param tags object

@minLength(6)
@maxLength(50)
param name string

@allowed([
  'Standard'
  'Premium'
])
param sku string

@description('Premium only: 1, 2, 4, 8 or 16.')
param messagingUnits int
param zoneRedundant bool
param publicAccess bool
param workspaceId string

var commandQueues = [
  'payment-commands'
  'inventory-commands'
  'lookup-requests'
  'lookup-callbacks'
  'lookup-geoip'
  'lookup-ping'
  'lookup-rdap'
  'lookup-reversedns'
  'lookup-tls'
  'lookup-completed'
  'result-headers'
  'result-payloads'
  'result-inline-payloads'
  'result-lifecycle'
  'order-saga-retries'
  'notification-retries'
  'analytics-retries'
  'parked-messages'
]
var topics = [
  'events'
  'result-notifications'
]
var orderSagaSubjects = [
  'OrderCreated'
  'OrderCancellationRequested'
  'PaymentSucceeded'
  'PaymentFailed'
  'PaymentRefunded'
  'InventoryReserved'
  'InventoryFailed'
  'InventoryReleased'
]
var notificationSubjects = [
  'OrderCreated'
  'OrderCompleted'
  'OrderCancelled'
  'PaymentFailed'
]
var lockDuration = 'PT1M'
// A message may wait behind chunks of hundreds of megabytes.
var longLockDuration = 'PT5M'
var duplicateWindow = 'PT10M'

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium' ? {
    name: 'Premium'
    tier: 'Premium'
    capacity: messagingUnits
  } : {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    zoneRedundant: sku == 'Premium' && zoneRedundant
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in commandQueues: {
  parent: namespace
  name: queue
  properties: {
    lockDuration: queue == 'result-payloads' ? longLockDuration : lockDuration
    maxDeliveryCount: 10
    requiresSession: false
    requiresDuplicateDetection: false
    deadLetteringOnMessageExpiration: false
    enableBatchedOperations: true
  }
}]

resource eventTopics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [for topic in topics: {
  parent: namespace
  name: topic
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: duplicateWindow
    enableBatchedOperations: true
  }
}]

resource events 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  parent: namespace
  name: 'events'
}

resource orderSaga 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: events
  name: 'order-saga'
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: 10
    requiresSession: false
    deadLetteringOnMessageExpiration: false
    deadLetteringOnFilterEvaluationExceptions: true
  }
  dependsOn: [
    eventTopics
  ]
}

resource notification 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: events
  name: 'notification'
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: 5
    requiresSession: false
    deadLetteringOnMessageExpiration: false
    deadLetteringOnFilterEvaluationExceptions: true
  }
  dependsOn: [
    eventTopics
  ]
}

// Takes every event: it keeps the rule $Default that each new subscription has.
resource analytics 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: events
  name: 'analytics'
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: 10
    requiresSession: false
    deadLetteringOnMessageExpiration: false
    deadLetteringOnFilterEvaluationExceptions: true
  }
  dependsOn: [
    eventTopics
  ]
}

resource orderSagaRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [for subject in orderSagaSubjects: {
  parent: orderSaga
  name: subject
  properties: {
    filterType: 'CorrelationFilter'
    correlationFilter: {
      label: subject
    }
  }
}]

resource notificationRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [for subject in notificationSubjects: {
  parent: notification
  name: subject
  properties: {
    filterType: 'CorrelationFilter'
    correlationFilter: {
      label: subject
    }
  }
}]

// A new subscription has a rule $Default that lets everything through, and Resource Manager cannot delete it: it is
// replaced by one that never matches.
resource orderSagaDefault 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = {
  parent: orderSaga
  name: '$Default'
  properties: {
    filterType: 'SqlFilter'
    sqlFilter: {
      sqlExpression: '1=0'
    }
  }
}

resource notificationDefault 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = {
  parent: notification
  name: '$Default'
  properties: {
    filterType: 'SqlFilter'
    sqlFilter: {
      sqlExpression: '1=0'
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'operations'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = namespace.id
output host string = '${namespace.name}.servicebus.windows.net'
