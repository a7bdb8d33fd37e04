import { Capacity, Contact, PortalSettings, Scale, Spending } from 'types.bicep'

metadata description = 'Everything mojBOK needs in Azure, in one resource group.'

@description('Which of the environments this is; part of every name.')
param environment 'dev' | 'prod'

@description('Tells this deployment\'s globally named resources from everybody else\'s: 3 to 8 small letters and digits.')
@minLength(3)
@maxLength(8)
param suffix string
param location string

@description('Static Web Apps live in five regions only.')
param siteLocation 'westus2' | 'centralus' | 'eastus2' | 'westeurope' | 'eastasia'
@minLength(1)
param contacts Contact[]
param scale Scale
param capacity Capacity
param spending Spending

@description('Days for which logs are kept; audit events among them.')
@minValue(30)
@maxValue(730)
param logsKeptDays int

@description('Days for which an overwritten or deleted document can be brought back.')
@minValue(7)
@maxValue(365)
param documentsKeptDays int
param zoneRedundant bool
param purgeProtected bool

@description('Reach the stores through a network of their own only.')
param privateNetwork bool

@description('Link the function app to the web app. No source says for sure that a Flex app may be linked: see the runbook.')
param linkBackend bool
@description('The portal\'s own name, once its CNAME leads to the site: the deployment waits for that.')
param customDomain string?
param alertsEnabled bool

@description('Names of the secrets in the vault, by the setting that reads them (without MOJBOK_).')
param fromVault { *: string }

@description('Settings that are no secret, by name without MOJBOK_; those that name resources made here are added.')
param settings PortalSettings

var name = 'mojbok-${environment}'
var uniqueName = '${name}-${suffix}'
var tags = { application: 'mojbok', environment: environment, 'azd-env-name': environment }
var databaseName = 'mojbok'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: 'id-${name}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: name
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    contacts: contacts
    keptDays: logsKeptDays
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    hostName: 'stmojbok${environment}h${suffix}'
    documentsName: 'stmojbok${environment}d${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    privateOnly: privateNetwork
    sku: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    keptDays: documentsKeptDays
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: 'cosmos-${uniqueName}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    databaseName: databaseName
    capacity: capacity
    privateOnly: privateNetwork
    zoneRedundant: zoneRedundant
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${uniqueName}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    purgeProtected: purgeProtected
    privateOnly: privateNetwork
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: 'vnet-${name}'
    location: location
    tags: tags
    endpoints: [
      { name: 'pe-cosmos-${name}', resourceId: cosmos.outputs.id, group: 'Sql' }
      { name: 'pe-vault-${name}', resourceId: vault.outputs.id, group: 'vault' }
      { name: 'pe-documents-${name}', resourceId: storage.outputs.documentsId, group: 'blob' }
      { name: 'pe-host-blob-${name}', resourceId: storage.outputs.hostId, group: 'blob' }
      { name: 'pe-host-queue-${name}', resourceId: storage.outputs.hostId, group: 'queue' }
      { name: 'pe-host-table-${name}', resourceId: storage.outputs.hostId, group: 'table' }
    ]
  }
}

module api 'modules/function_app.bicep' = {
  name: 'api'
  params: {
    name: 'func-${uniqueName}'
    planName: 'plan-${name}'
    location: location
    tags: tags
    identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
    scale: scale
    zoneRedundant: zoneRedundant
    packagesUrl: storage.outputs.packagesUrl
    host: {
      blob: storage.outputs.hostBlobEndpoint
      queue: storage.outputs.hostQueueEndpoint
      table: storage.outputs.hostTableEndpoint
    }
    insightsConnectionString: monitoring.outputs.connectionString
    vaultUri: vault.outputs.uri
    subnetId: network.?outputs.functionsSubnetId
    fromVault: fromVault
    settings: {
      ...settings
      ENVIRONMENT: 'production'
      COSMOS_ENDPOINT: cosmos.outputs.endpoint
      COSMOS_DATABASE: databaseName
      BLOB_ENDPOINT: storage.outputs.documentsBlobEndpoint
      BLOB_LINKS: string(!privateNetwork)
    }
  }
}

module site 'modules/static_site.bicep' = {
  name: 'site'
  params: {
    name: 'stapp-${name}'
    location: siteLocation
    tags: tags
    customDomain: customDomain
    linkedBackend: linkBackend ? { id: api.outputs.id, region: location } : null
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    enabled: alertsEnabled
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: { name: name, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  params: { name: 'budget-${name}', contacts: contacts, spending: spending }
}

output apiHostName string = api.outputs.hostName
output siteHostName string = site.outputs.hostName
output vaultUri string = vault.outputs.uri
