metadata description = 'One page for the person on call.'

param name string
param location string
param tags object
param workspaceId string

var content = loadJsonContent('../workbook.json')

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'mojBOK ${name}'
    serializedData: string(content)
    sourceId: workspaceId
    version: '1.0'
  }
}
