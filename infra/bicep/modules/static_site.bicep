metadata description = 'The web app. Its content is sent by a pipeline with a deployment token: no repository here.'

param name string

@description('Static Web Apps live in five regions, of which West Europe is the nearest.')
param location 'westus2' | 'centralus' | 'eastus2' | 'westeurope' | 'eastasia'
param tags object
param customDomain string?

@description('One link at most; made by hand or left from another app it stops the deployment (see the runbook).')
param linkedBackend { id: string, region: string }?

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'web' })
  sku: { name: 'Standard', tier: 'Standard' }
  properties: { allowConfigFileUpdates: true, stagingEnvironmentPolicy: 'Disabled' }
}

resource backend 'Microsoft.Web/staticSites/linkedBackends@2025-03-01' = if (linkedBackend != null) {
  parent: site
  name: 'api'
  properties: { backendResourceId: linkedBackend!.id, region: linkedBackend!.region }
}

resource domain 'Microsoft.Web/staticSites/customDomains@2025-03-01' = if (!empty(customDomain)) {
  parent: site
  name: customDomain ?? 'unused'
  properties: {}
}

output hostName string = site.properties.defaultHostname
