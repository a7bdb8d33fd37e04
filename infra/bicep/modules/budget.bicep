import { Contact, Spending } from '../types.bicep'

metadata description = 'A mail when the money runs faster than the month.'

param name string
param contacts Contact[]
param spending Spending

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    amount: spending.monthly
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: { startDate: spending.startsOn }
    notifications: {
      actual: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: map(contacts, contact => contact.email)
      }
      forecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: map(contacts, contact => contact.email)
      }
    }
  }
}
