using 'main.bicep'

param environment = 'prod'
param suffix = 'plen1'
param location = 'polandcentral'
param siteLocation = 'westeurope'
param contacts = [{ name: 'mojBOK', email: 'mojbok@example.com' }]
param scale = { alwaysReady: 2, maximumInstances: 100, instanceMemoryMB: 2048, concurrency: 16 }
param capacity = { kind: 'autoscale', maximumRequestUnits: 4000 }
param spending = { monthly: 4000, startsOn: '2026-12-01' }
param logsKeptDays = 180
param documentsKeptDays = 90
param zoneRedundant = true
param purgeProtected = true
param privateNetwork = true
param linkBackend = true
param alertsEnabled = true

param fromVault = {
  BILLING_CLIENT_SECRET: 'billing-client-secret'
  LOOKUP_KEY: 'lookup-key'
  PAYMENT_CRC: 'payment-crc'
  PAYMENT_REPORT_KEY: 'payment-report-key'
  PEPPER: 'pepper'
  SMTP_PASSWORD: 'smtp-password'
  STAFF_CLIENT_SECRET: 'staff-client-secret'
}

param settings = {
  BILLING_CLIENT_ID: '00000000-0000-0000-0000-000000000001'
  BILLING_SCOPE: 'api://mojbok-billing/.default'
  BILLING_TOKEN_AUTHORITY: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000'
  BILLING_URL: 'https://billing.example.com/'
  DESK_SCHEDULE: '*/20 * * * * *'
  EXPIRY_SCHEDULE: '0 */5 * * * *'
  TICKETS_SCHEDULE: '30 */5 * * * *'
  FRESHNESS_SCHEDULE: '0 0 * * * *'
  LOOKUP_KEY_ID: '1'
  MAIL_SCHEDULE: '*/30 * * * * *'
  PAYMENT_MERCHANT_ID: '100001'
  PAYMENT_POS_ID: '100001'
  PAYMENT_URL: 'https://secure.przelewy24.pl/'
  PEPPER_ID: '1'
  PORTAL_URL: 'https://mojbok.example.com'
  RECONCILE_SCHEDULE: '30 * * * * *'
  REMINDER_SCHEDULE: '15 */10 * * * *'
  SMTP_HOST: 'smtp.example.com'
  SMTP_TLS: 'true'
  SMTP_USER: 'mojbok'
  STAFF_AUTHORITY: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000'
  STAFF_CLIENT_ID: '00000000-0000-0000-0000-000000000002'
  SYNC_SCHEDULE: '0 */15 * * * *'
  TRACES: 'azure'
  TRACES_SHARE: '0.2'
}
