// Microsoft's KQL language service over queries: node check.js < queries.json
// In: {"tables": {name: "(column: type, ...)"}, "queries": {name: text}}. Out: {name: {faults: [...], columns: [...]}}.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.dirname(require.resolve("@kusto/language-service-next/package.json"));
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(folder, file), "utf8"), { filename: file });
}

const { tables, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const { GlobalState, KustoCode } = Kusto.Language;
const { DatabaseSymbol, TableSymbol } = Kusto.Language.Symbols;
const symbols = Object.entries(tables).map(([name, columns]) => new TableSymbol.$ctor7(name, columns, null));
const globals = GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor("workspace", symbols));

const listed = (list) => Array.from({ length: list.Count }, (_, place) => list.getItem(place));
const found = {};
for (const [name, text] of Object.entries(queries)) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const columns = code.ResultType?.Columns;
  found[name] = {
    faults: listed(code.GetDiagnostics()).map((one) => `${one.Severity}: ${one.Message}`),
    columns: columns ? listed(columns).map((column) => column.Name) : [],
  };
}
process.stdout.write(JSON.stringify(found));
