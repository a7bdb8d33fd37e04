metadata description = 'Two accounts: one for the host, whose identity needs all rights there, one for customers\' documents.'

param hostName string
param documentsName string
param location string
param tags object
param principalId string
param privateOnly bool

@description('ZRS keeps three copies in three zones.')
param sku 'Standard_LRS' | 'Standard_ZRS'

@description('Days for which a deleted or overwritten document can be brought back.')
param keptDays int

var definition = loadJsonContent('../../../shared/containers.json')
var roles = loadJsonContent('../roles.json')
var common = {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  supportsHttpsTrafficOnly: true
  networkAcls: { bypass: 'AzureServices', defaultAction: privateOnly ? 'Deny' : 'Allow' }
}

resource host 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: common

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }

    resource packages 'containers' = {
      name: 'packages'
      properties: { publicAccess: 'None' }
    }
  }
}

resource documents 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: documentsName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: common

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      changeFeed: { enabled: true, retentionInDays: keptDays + 1 }
      containerDeleteRetentionPolicy: { enabled: true, days: keptDays }
      deleteRetentionPolicy: { enabled: true, days: keptDays }
      isVersioningEnabled: true
      restorePolicy: { enabled: true, days: keptDays - 1 }
    }

    resource containers 'containers' = [
      for name in definition.blobContainers: {
        name: name
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'old-versions'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: keptDays } } }
            }
          }
          {
            name: 'fetched-archives'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['archives/'] }
              actions: {
                baseBlob: { delete: { daysAfterCreationGreaterThan: 1 } }
                version: { delete: { daysAfterCreationGreaterThan: 1 } }
              }
            }
          }
          {
            name: 'seldom-read-documents'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['documents/'] }
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 180 } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

resource hostRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in ['storageBlobDataOwner', 'storageQueueDataContributor', 'storageTableDataContributor']: {
    name: guid(host.id, principalId, roles[role])
    scope: host
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource documentRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents.id, principalId, roles.storageBlobDataContributor)
  scope: documents
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

output hostId string = host.id
output hostBlobEndpoint string = host.properties.primaryEndpoints.blob
output hostQueueEndpoint string = host.properties.primaryEndpoints.queue
output hostTableEndpoint string = host.properties.primaryEndpoints.table
output packagesUrl string = '${host.properties.primaryEndpoints.blob}${host::blobs::packages.name}'
output documentsId string = documents.id
output documentsBlobEndpoint string = documents.properties.primaryEndpoints.blob
