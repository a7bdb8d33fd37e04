// Prints the texts of the files named as arguments as JSON, {file: [text, …]}: string and template literals that are
// values, not names, types, modules or choices of `plural("pl", …)`. It asks the compiler the web app is built with.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const ts = createRequire(new URL("../../static_web/package.json", import.meta.url))("typescript");

function textsOf(file) {
  const texts = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("{}"));
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer);
      return;
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return texts;
}

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((file) => [file, textsOf(file)]))));
