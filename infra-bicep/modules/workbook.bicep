// One page with what matters at a glance: requests, orders by outcome, queues, dead letters, dependencies.
param location string
param tags object
param title string
param insightsId string
param serviceBusId string

var requests = 'requests | where timestamp > ago(1d) | summarize requests = count(), failed = countif(toint(resultCode) >= 500), p50 = percentile(duration, 50), p95 = percentile(duration, 95) by name | order by requests desc'
var functionRuns = 'requests | where timestamp > ago(1d) | summarize runs = count(), failed = countif(success == false) by name, bin(timestamp, 15m) | render timechart'
var orders = 'traces | where timestamp > ago(1d) | extend line = parse_json(message) | where isnotempty(line.orderId) and isnotempty(line.status) | summarize orders = dcount(tostring(line.orderId)) by tostring(line.status), bin(timestamp, 15m) | render columnchart'
var dependencies = 'dependencies | where timestamp > ago(1d) | summarize calls = count(), failed = countif(success == false), p95 = percentile(duration, 95) by target, type | order by failed desc, calls desc'
var errors = 'exceptions | where timestamp > ago(1d) | summarize count = count(), last = max(timestamp) by type, outerMessage | order by count desc | take 50'

var queryParts = [
  {
    title: 'Requests, last day'
    query: requests
  }
  {
    title: 'Function runs'
    query: functionRuns
  }
  {
    title: 'Orders by status'
    query: orders
  }
  {
    title: 'Dependencies'
    query: dependencies
  }
  {
    title: 'Exceptions'
    query: errors
  }
]
var queryItems = map(queryParts, part => {
  type: 3
  content: {
    version: 'KqlItem/1.0'
    title: part.title
    query: part.query
    size: 0
    queryType: 0
    resourceType: 'microsoft.insights/components'
  }
})
var queueItems = map(['ActiveMessages', 'DeadletteredMessages'], metric => {
  type: 10
  content: {
    version: 'MetricsItem/2.0'
    chartId: toLower(metric)
    title: metric
    size: 0
    chartType: 2
    resourceType: 'microsoft.servicebus/namespaces'
    metricScope: 0
    resourceIds: [
      serviceBusId
    ]
    timeContext: {
      durationMs: 86400000
    }
    metrics: [
      {
        namespace: 'microsoft.servicebus/namespaces'
        metric: 'microsoft.servicebus/namespaces--${metric}'
        aggregation: 3
        splitBy: 'EntityName'
      }
    ]
  }
})

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'convoy-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: title
    category: 'workbook'
    sourceId: insightsId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(queueItems, queryItems)
    })
  }
}

output id string = workbook.id
