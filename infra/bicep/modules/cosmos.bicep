import { Capacity } from '../types.bicep'

metadata description = 'The database, its containers as the application defines them, and who may read and write.'

param name string
param location string
param tags object
param principalId string
param databaseName string
param capacity Capacity
param privateOnly bool
param zoneRedundant bool

var definition = loadJsonContent('../../../shared/containers.json')

@description('The built-in role "Cosmos DB Built-in Data Contributor".')
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous30Days' } }
    capabilities: capacity.kind == 'serverless' ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    disableKeyBasedMetadataWriteAccess: true
    disableLocalAuth: true
    enableAutomaticFailover: false
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  }

  resource database 'sqlDatabases' = {
    name: databaseName
    tags: tags
    properties: {
      resource: { id: databaseName }
      options: capacity.kind == 'autoscale'
        ? { autoscaleSettings: { maxThroughput: capacity.maximumRequestUnits } }
        : {}
    }

    resource containers 'containers' = [
      for container in definition.containers: {
        name: container.id
        tags: tags
        properties: { resource: container }
      }
    ]
  }
}

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-10-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: '${account.id}/dbs/${databaseName}'
  }
  dependsOn: [account::database]
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
