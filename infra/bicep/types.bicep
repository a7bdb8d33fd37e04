@export()
@description('How much of the function app is kept, at what size.')
type Scale = {
  @description('Instances that are always ready for requests; billed while idle, two at least where zones are redundant.')
  @minValue(0)
  alwaysReady: int

  @description('Instances at most. The platform passes it for moments: the application limits itself.')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int

  instanceMemoryMB: 512 | 2048 | 4096

  @description('Requests at once in an instance.')
  @minValue(1)
  @maxValue(100)
  concurrency: int
}

@export()
@description('What the database may spend. Serverless takes no throughput at all.')
@discriminator('kind')
type Capacity = { kind: 'serverless' } | { kind: 'autoscale', maximumRequestUnits: int }

@export()
@description('Who is told of an alert.')
type Contact = {
  name: string
  email: string

  @description('Polish mobile number, nine digits: a mail wakes nobody at night.')
  @minLength(9)
  @maxLength(9)
  mobile: string?
}

@export()
@description('The spending limit that is watched. Its first day can never change: fixed for each environment.')
type Spending = {
  @description('In the currency of the subscription.')
  monthly: int

  @description('First day of the month of the first deployment, as 2026-12-01.')
  startsOn: string
}

@export()
@description('Settings of the application that are no secret: name without MOJBOK_, value as text.')
type PortalSettings = {
  *: string
}
