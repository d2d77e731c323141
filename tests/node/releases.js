// What @changesets/cli 2 does in a workspace: a request on each line, an answer on each line.
// {"cwd": ..., "do": "parse" | "plan" | "version" | "enter" | "exit", "text": ..., "tag": ...}
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

const of = (name) => require(require.resolve(name, { paths: [require.resolve("@changesets/cli/package.json")] }));
const main = (module) => module.default ?? module;
const { getPackages } = of("@manypkg/get-packages");
const config = of("@changesets/config");
const pre = of("@changesets/pre");
const readChangesets = main(of("@changesets/read"));
const assemble = main(of("@changesets/assemble-release-plan"));
const apply = main(of("@changesets/apply-release-plan"));
const parse = main(require(require.resolve("@changesets/parse", { paths: [require.resolve("@changesets/read")] })));

console.error = () => {}; // it remarks on ranges; the answers say what came of them

async function planned(cwd) {
  const packages = await getPackages(cwd);
  const read = await config.read(cwd, packages);
  const plan = assemble(await readChangesets(cwd), packages, read, await pre.readPreState(cwd));
  return { packages, read, plan };
}

const answers = {
  parse: async ({ text }) => parse(text),
  plan: async ({ cwd }) => (await planned(cwd)).plan,
  version: async ({ cwd }) => {
    const { packages, read, plan } = await planned(cwd);
    await apply(plan, packages, read, undefined, path.dirname(require.resolve("@changesets/cli/package.json")));
    return plan;
  },
  enter: async ({ cwd, tag }) => (await pre.enterPre(cwd, tag)) ?? null,
  exit: async ({ cwd }) => (await pre.exitPre(cwd)) ?? null,
};

async function answer(line) {
  const asked = JSON.parse(line);
  try {
    return { found: await answers[asked.do](asked) };
  } catch (error) {
    return { refused: String(error.message) };
  }
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    fs.writeSync(1, JSON.stringify(await answer(line)) + "\n");
  }
})();
