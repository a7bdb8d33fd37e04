import { PortalSettings, Scale } from '../types.bicep'

metadata description = 'The function app on Flex Consumption, with all its settings in one place.'

param name string
param planName string
param location string
param tags object
param identity { id: string, clientId: string }
param scale Scale
param zoneRedundant bool
param packagesUrl string
param host { blob: string, queue: string, table: string }
param insightsConnectionString string
param vaultUri string
param subnetId string?

@description('Names of the secrets in the vault, by the setting that reads them.')
param fromVault { *: string }
param settings PortalSettings

var portal = toObject(items(settings), setting => 'MOJBOK_${setting.key}', setting => setting.value)
var secret = toObject(
  items(fromVault),
  setting => 'MOJBOK_${setting.key}',
  setting => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${setting.value})'
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    clientAffinityEnabled: false
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: subnetId
    siteConfig: { ftpsState: 'Disabled', http20Enabled: true, minTlsVersion: '1.2', scmMinTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'python', version: '3.13' }
      scaleAndConcurrency: {
        alwaysReady: scale.alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: scale.alwaysReady }]
        instanceMemoryMB: scale.instanceMemoryMB
        maximumInstanceCount: scale.maximumInstances
        triggers: { http: { perInstanceConcurrency: scale.concurrency } }
      }
    }
  }

  // One resource that replaces the list: what the platform adds on its own, as a connection string, is gone after it.
  resource settingsOfApp 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__blobServiceUri: host.blob
      AzureWebJobsStorage__clientId: identity.clientId
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__queueServiceUri: host.queue
      AzureWebJobsStorage__tableServiceUri: host.table
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      AZURE_CLIENT_ID: identity.clientId
      ...portal
      ...secret
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output id string = app.id
output hostName string = app.properties.defaultHostName
