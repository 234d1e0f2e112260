// Both function apps and every setting that their code reads. The agreement tests hold the settings here against the code
// in both directions.
param location string
param tags object
param functionsName string
param orchestrationsName string

@description('Per app: memoryMb, maxInstances, httpConcurrency, alwaysReady.')
param sizing object
param zoneRedundant bool

@description('What the business decides: currency, deadlines and patience of the order saga, senders, providers of lookups.')
param policy object
param functionsIdentity object
param orchestrationsIdentity object
param serviceBusHost string
param cosmosEndpoint string
param functionsStorageName string
param orchestrationsStorageName string
param dataBlobUrl string
param insightsConnectionString string
param keyVaultName string

@description('Settings whose values lie in Key Vault, as secrets of the same name.')
param secrets array
param subnetId string

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
      BlobConnection__blobServiceUri: dataBlobUrl
      Currency: policy.currency
      SmtpUrl: contains(secrets, 'SmtpUrl') ? '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=SmtpUrl)' : ''
      NotificationSender: policy.notificationSender
      NotificationRecipient: policy.notificationRecipient
      LookupGeoIpUrl: policy.lookupGeoIpUrl
      LookupRdapBootstrapUrl: policy.lookupRdapBootstrapUrl
      LookupPingPort: string(policy.lookupPingPort)
      LookupProviderLimits: policy.lookupProviderLimits
      LookupInlineBytes: string(policy.lookupInlineBytes)
      LookupCallbackSecret: contains(secrets, 'LookupCallbackSecret') ? '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=LookupCallbackSecret)' : ''
      // For demos and tests only; in the cloud they would open what address checks keep shut.
      LookupDnsServer: ''
      LookupPingProxy: ''
      LookupAllowedRanges: ''
      LookupTrustedOrigins: ''
      // Big results; what is not said by a transaction itself.
      ResultInlineBytes: '65536'
      ResultChunkBytes: '4194304000'
      ResultBlockBytes: '4194304000'
      ResultConcurrentChunks: '4'
      ResultActiveTransactions: '1000'
      ResultHeaderWithin: 'PT1H'
      ResultAwaitWithin: 'PT24H'
      ResultCompleteWithin: 'PT15M'
      ResultRetention: 'P7D'
      ResultSasLifetime: 'PT12H'
      ResultTransfer: 'auto'
      // An emulator's; the namespace administers itself.
      ServiceBusAdministrationUrl: ''
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
      BlobConnection__blobServiceUri: dataBlobUrl
      SagaPaymentDeadline: policy.sagaPaymentDeadline
      SagaInventoryDeadline: policy.sagaInventoryDeadline
      SagaCompensationPatience: policy.sagaCompensationPatience
      SagaCompensationRounds: string(policy.sagaCompensationRounds)
    }
  }
}

output functionsUrl string = functions.outputs.url
output orchestrationsUrl string = orchestrations.outputs.url
