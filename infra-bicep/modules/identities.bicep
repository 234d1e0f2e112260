// One user-assigned identity per app, so that each app holds only the roles it needs.
param location string
param tags object
param functionsName string
param orchestrationsName string

resource functionsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: functionsName
  location: location
  tags: tags
}

resource orchestrationsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: orchestrationsName
  location: location
  tags: tags
}

output functionsPrincipalId string = functionsIdentity.properties.principalId
output orchestrationsPrincipalId string = orchestrationsIdentity.properties.principalId
output functions object = {
  id: functionsIdentity.id
  clientId: functionsIdentity.properties.clientId
}
output orchestrations object = {
  id: orchestrationsIdentity.id
  clientId: orchestrationsIdentity.properties.clientId
}
