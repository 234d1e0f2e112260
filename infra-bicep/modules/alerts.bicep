// What a person must look at: dead letters, orders that need attention, a lagging outbox, failing and slow requests,
// throttled documents. Each alert names its runbook.
param location string
param tags object
param prefix string

@description('Receiver of the mails; empty: alerts show in the portal only.')
param email string
param serviceBusId string
param cosmosId string
param insightsId string
param workspaceId string

@description('95th percentile of a request\'s duration above which to alert.')
param latencySeconds int

var actions = empty(email) ? [] : [
  {
    actionGroupId: mail.id
  }
]
var queryAlerts = [
  {
    name: 'orders-need-attention'
    severity: 1
    description: 'Compensation of an order was given up: see docs/runbooks/order-needs-attention.md.'
    query: 'AppTraces | where Message has "order moved" and Message has "NeedsAttention"'
    threshold: 0
  }
  {
    name: 'outbox-lag'
    severity: 1
    description: 'An outbox feed keeps failing, so decisions wait to be published: see docs/runbooks/outbox-lag.md.'
    query: 'AppRequests | where Name endswith "Outbox" and Success == false'
    threshold: 3
  }
  {
    name: 'server-errors'
    severity: 2
    description: 'More than 1 % of requests fail: see docs/runbooks/server-errors.md.'
    query: 'AppRequests | where isnotempty(Url) | summarize failed = countif(toint(ResultCode) >= 500), total = count() | where total > 50 and failed * 100.0 / total > 1'
    threshold: 0
  }
  {
    name: 'slow-requests'
    severity: 3
    description: 'The 95th percentile of requests is slow: see docs/runbooks/slow-requests.md.'
    query: 'AppRequests | where isnotempty(Url) and Url !has "wait=" | summarize p95 = percentile(DurationMs, 95) | where p95 > ${latencySeconds} * 1000'
    threshold: 0
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${prefix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'convoy'
    enabled: true
    emailReceivers: [
      {
        name: 'on-call'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages were given up: see docs/runbooks/dead-letters.md.'
    severity: 2
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-lettered'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: actions
  }
}

resource parked 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-parked-messages'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages were parked with a reason: see docs/runbooks/dead-letters.md.'
    severity: 2
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'parked'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                'parked-messages'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: actions
  }
}

resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-backlog'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages pile up: see docs/runbooks/backlog.md.'
    severity: 3
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'active'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 10000
          timeAggregation: 'Minimum'
        }
      ]
    }
    actions: actions
  }
}

resource throttling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-cosmos-throttling'
  location: 'global'
  tags: tags
  properties: {
    description: 'A partition is at its ceiling: see docs/runbooks/cosmos-throttling.md.'
    severity: 3
    enabled: true
    scopes: [
      cosmosId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'normalized'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'NormalizedRUConsumption'
          operator: 'GreaterThan'
          threshold: 95
          timeAggregation: 'Average'
        }
      ]
    }
    actions: actions
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for alert in queryAlerts: {
  name: '${prefix}-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${prefix} ${alert.name}'
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [
      workspaceId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT10M'
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: alert.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: map(actions, action => action.actionGroupId)
      customProperties: {
        insights: insightsId
      }
    }
  }
}]
