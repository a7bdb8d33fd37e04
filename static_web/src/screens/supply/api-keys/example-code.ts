import { portal } from "brand:core";

type Code = (origin: string) => string;

/** The examples as shown, which a test runs line by line. None contains the key itself. */
export const EXAMPLES: Record<"curl" | "python" | "secrets" | "homeAssistant", Code> = {
  curl: (origin) => `export MOJBOK_KEY='mojbok.…'
curl -sS --fail -H "X-Api-Key: $MOJBOK_KEY" '${origin}/api/supply/points'
curl -sS --fail -H "X-Api-Key: $MOJBOK_KEY" '${origin}/api/supply/usage?resolution=month&compare=true'
curl -sS --fail -H "X-Api-Key: $MOJBOK_KEY" '${origin}/api/supply/usage.csv?resolution=day' -o zuzycie.csv`,

  python: (origin) => `import json
import os
from urllib.request import Request, urlopen

request = Request(
    "${origin}/api/supply/usage?resolution=day",
    headers={"X-Api-Key": os.environ["MOJBOK_KEY"]},
)
with urlopen(request) as answer:
    view = json.load(answer)

for row in view["rows"]:
    # None: nobody knows the value. It is not zero.
    if row["imported"] is not None:
        print(row["on"], row["imported"] / 1000, "kWh")`,

  secrets: () => `mojbok_key: "mojbok.…"`,

  homeAssistant: (origin) => `rest:
  - resource: "${origin}/api/supply/usage?resolution=month"
    headers:
      X-Api-Key: !secret mojbok_key
    scan_interval: 21600
    sensor:
      - name: "${portal}"
        unit_of_measurement: "kWh"
        device_class: energy
        state_class: total_increasing
        availability: "{{ value_json.rows and value_json.rows[-1].imported is not none }}"
        value_template: "{{ value_json.rows[-1].imported / 1000 }}"`,
};
