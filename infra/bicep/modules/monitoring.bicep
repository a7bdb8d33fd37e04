import { Contact } from '../types.bicep'

metadata description = 'Where logs and traces go, and who is told.'

param name string
param location string
param tags object
param principalId string
param contacts Contact[]

@description('Days for which logs are kept; audit events among them.')
param keptDays int

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: keptDays
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspace.id
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'mojbok'
    emailReceivers: [
      for contact in contacts: { name: contact.name, emailAddress: contact.email, useCommonAlertSchema: true }
    ]
    smsReceivers: map(filter(contacts, contact => contact.?mobile != null), contact => {
      name: '${contact.name} (SMS)'
      countryCode: '48'
      phoneNumber: contact.mobile!
    })
  }
}

output workspaceId string = workspace.id
output connectionString string = insights.properties.ConnectionString
output actionGroupId string = group.id
