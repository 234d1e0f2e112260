// Read by azd and az alike. The environment chooses: AZURE_ENV_NAME and AZURE_LOCATION are azd's own, CONVOY_PROFILE picks
// one of params/*.json, the others switch options on. Set them with `azd env set NAME value` or export them.
using './main.bicep'

var profiles = {
  dev: loadJsonContent('params/dev.json')
  test: loadJsonContent('params/test.json')
  prod: loadJsonContent('params/prod.json')
}

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param workload = readEnvironmentVariable('CONVOY_WORKLOAD', 'convoy')
param sizing = profiles[readEnvironmentVariable('CONVOY_PROFILE', 'dev')]
param alertEmail = readEnvironmentVariable('CONVOY_ALERT_EMAIL', '')
param secrets = empty(readEnvironmentVariable('CONVOY_SECRETS', '')) ? [] : split(readEnvironmentVariable('CONVOY_SECRETS'), ',')
param privateNetworking = bool(readEnvironmentVariable('CONVOY_PRIVATE_NETWORKING', 'false'))
param apiManagement = bool(readEnvironmentVariable('CONVOY_API_MANAGEMENT', 'false'))
param apiPublisherEmail = readEnvironmentVariable('CONVOY_API_PUBLISHER_EMAIL', '')
