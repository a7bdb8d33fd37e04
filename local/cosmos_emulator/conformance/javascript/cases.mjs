// Microsoft's JavaScript client against the emulator: queries across partitions, each case with its known answer.
// node cases.mjs URL KEY: prints "PASSED name" or "FAILED name: reason" a line.
import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";

const [endpoint, key] = process.argv.slice(2);
const client = new CosmosClient({ endpoint, key, connectionPolicy: { requestTimeout: 20_000 } });
const { database } = await client.databases.create({ id: "javascript" });
const { container } = await database.containers.create({
  id: "items",
  partitionKey: { paths: ["/pk"] },
  throughput: 30_000,
  indexingPolicy: {
    includedPaths: [{ path: "/*" }],
    compositeIndexes: [[{ path: "/even", order: "ascending" }, { path: "/n", order: "descending" }]],
  },
});

const COUNT = 60;
const PARTITIONS = ["p0", "p1", "p2", "p3", "p4", "p5", "p6"];
// DISTINCT is asked for no 0 and no false: the client itself loses them.
const NUMBERS = Array.from({ length: COUNT }, (_, n) => n);
for (const n of NUMBERS) {
  const item = { id: String(n), pk: `p${n % 7}`, n, even: n % 2 === 0, name: `item ${n}`, tags: [n % 3, "t"] };
  if (n % 10 === 0) item.maybe = null;
  if (n % 10 === 1) item.maybe = n;
  await container.items.create(item);
}

async function all(query, options = {}) {
  return (await container.items.query(query, options).fetchAll()).resources;
}

async function paged(query, options) {
  const iterator = container.items.query(query, options);
  const pages = [];
  while (iterator.hasMoreResults()) {
    const { resources } = await iterator.fetchNext();
    if (resources?.length) pages.push(resources);
  }
  return pages;
}

const sorted = (values) => [...values].sort((one, other) => one - other);

const cases = {
  "COUNT of everything": async () => assert.deepEqual(await all("SELECT VALUE COUNT(1) FROM c"), [COUNT]),
  "COUNT with a filter": async () =>
    assert.deepEqual(await all("SELECT VALUE COUNT(1) FROM c WHERE c.n >= 50"), [10]),
  "COUNT of a property that some lack": async () =>
    assert.deepEqual(await all("SELECT VALUE COUNT(c.maybe) FROM c"), [12]),
  "SUM": async () => assert.deepEqual(await all("SELECT VALUE SUM(c.n) FROM c"), [1770]),
  "AVG": async () => assert.deepEqual(await all("SELECT VALUE AVG(c.n) FROM c"), [29.5]),
  "MIN and MAX": async () => {
    assert.deepEqual(await all("SELECT VALUE MIN(c.n) FROM c"), [0]);
    assert.deepEqual(await all("SELECT VALUE MAX(c.name) FROM c"), ["item 9"]);
  },
  "ORDER BY upwards": async () => assert.deepEqual(await all("SELECT VALUE c.n FROM c ORDER BY c.n"), NUMBERS),
  "ORDER BY downwards": async () =>
    assert.deepEqual(await all("SELECT VALUE c.n FROM c ORDER BY c.n DESC"), NUMBERS.toReversed()),
  "ORDER BY two properties": async () => {
    const odd = NUMBERS.filter((n) => n % 2).toReversed();
    const even = NUMBERS.filter((n) => n % 2 === 0).toReversed();
    assert.deepEqual(await all("SELECT VALUE c.n FROM c ORDER BY c.even ASC, c.n DESC"), [...odd, ...even]);
  },
  "ORDER BY a property that some lack": async () => {
    const found = await all("SELECT c.n, c.maybe FROM c ORDER BY c.maybe");
    assert.equal(found.length, COUNT);
    assert.deepEqual(found.slice(-6).map((row) => row.maybe), [1, 11, 21, 31, 41, 51]);
  },
  "TOP": async () => assert.equal((await all("SELECT TOP 7 VALUE c.n FROM c")).length, 7),
  "TOP with ORDER BY": async () =>
    assert.deepEqual(await all("SELECT TOP 5 VALUE c.n FROM c ORDER BY c.n DESC"), [59, 58, 57, 56, 55]),
  "DISTINCT": async () =>
    assert.deepEqual(sorted(await all("SELECT DISTINCT VALUE c.n % 5 + 1 FROM c")), [1, 2, 3, 4, 5]),
  "DISTINCT with ORDER BY": async () =>
    assert.deepEqual(await all("SELECT DISTINCT VALUE c.pk FROM c ORDER BY c.pk DESC"), PARTITIONS.toReversed()),
  "GROUP BY with COUNT": async () => {
    const groups = await all("SELECT c.even, COUNT(1) AS many FROM c GROUP BY c.even");
    assert.deepEqual(sorted(groups.map((group) => group.many)), [30, 30]);
    assert.deepEqual(new Set(groups.map((group) => group.even)), new Set([true, false]));
  },
  "GROUP BY with SUM, MIN, MAX and AVG": async () => {
    const groups = await all(
      "SELECT c.even, SUM(c.n) AS sum, MIN(c.n) AS low, MAX(c.n) AS high, AVG(c.n) AS mean FROM c GROUP BY c.even",
    );
    const odd = groups.find((group) => !group.even);
    assert.deepEqual(odd, { even: false, sum: 900, low: 1, high: 59, mean: 30 });
  },
  "OFFSET and LIMIT": async () =>
    assert.deepEqual(await all("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 10 LIMIT 5"), [10, 11, 12, 13, 14]),
  "null is not undefined": async () => {
    assert.deepEqual(sorted(await all("SELECT VALUE c.n FROM c WHERE c.maybe = null")), [0, 10, 20, 30, 40, 50]);
    assert.deepEqual(await all("SELECT VALUE COUNT(1) FROM c WHERE NOT IS_DEFINED(c.maybe)"), [48]);
  },
  "LIKE": async () => assert.equal((await all("SELECT VALUE c.n FROM c WHERE c.name LIKE 'item _'")).length, 10),
  "the ternary": async () => {
    const found = await all("SELECT VALUE (c.n < 3 ? 'low' : 'high') FROM c ORDER BY c.n");
    assert.deepEqual(found.slice(0, 4), ["low", "low", "low", "high"]);
  },
  "the coalesce operator": async () => {
    const found = await all("SELECT VALUE (c.maybe ?? 'none') FROM c ORDER BY c.n");
    assert.deepEqual(found.slice(0, 3), [null, 1, "none"]);
  },
  "pages and continuation": async () => {
    const pages = await paged("SELECT VALUE c.n FROM c ORDER BY c.n", { maxItemCount: 8 });
    assert.deepEqual(pages.flat(), NUMBERS);
    assert.ok(pages.length >= 8);
    const first = container.items.query("SELECT VALUE c.n FROM c", { maxItemCount: 8, partitionKey: "p1" });
    const { resources, continuationToken } = await first.fetchNext();
    const rest = await all("SELECT VALUE c.n FROM c", { partitionKey: "p1", continuationToken });
    assert.deepEqual(sorted([...resources, ...rest]), NUMBERS.filter((n) => n % 7 === 1));
  },
};

for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`PASSED ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${String(error.message).split("\n").slice(0, 12).join(" ")}`);
  }
}
