// The import law. ARCHITECTURE.md shows the same arrows; `npm run law` checks them, without a baseline.

/** Which packages each package may import. Everything not listed is forbidden. */
export const arrows = {
  client: [],
  domain: [],
  formats: ["domain"],
  engine: ["domain"],
  speech: ["domain"],
  report: ["domain"],
  knowledge: ["domain", "engine"],
  listening: ["domain", "engine", "formats", "speech", "knowledge"],
  store: ["domain"],
  server: ["domain", "engine", "formats", "speech", "store", "knowledge", "listening", "report"],
  cli: ["domain", "engine", "formats", "speech", "knowledge", "listening", "report", "server"],
};

const packages = Object.keys(arrows);

const onlyAlongArrows = packages.map((from) => ({
  name: `${from}-imports-only-${arrows[from].join("-") || "nothing"}`,
  comment: "Packages import along the arrows of ARCHITECTURE.md only.",
  severity: "error",
  from: { path: `^packages/${from}/` },
  to: { path: `^packages/(${packages.filter((to) => to !== from && !arrows[from].includes(to)).join("|")})/` },
}));

export default {
  forbidden: [
    ...onlyAlongArrows,
    {
      name: "no-cycles",
      comment: "Nothing imports itself in a roundabout way.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "operators-stand-alone",
      comment: "An operator never imports another; what two need goes one layer down.",
      severity: "error",
      from: { path: "^packages/engine/src/operators/([^/]+)/.+" },
      to: { path: "^packages/engine/src/operators/([^/]+)/.+", pathNot: "^packages/engine/src/operators/$1/" },
    },
    {
      name: "formats-stand-alone",
      comment: "A format never imports another.",
      severity: "error",
      from: { path: "^packages/formats/src/formats/([^/]+)/.+" },
      to: { path: "^packages/formats/src/formats/([^/]+)/.+", pathNot: "^packages/formats/src/formats/$1/" },
    },
    {
      name: "domain-engine-formats-report-are-pure",
      comment: "What is judged, how it is read and how it is shown depends on no machine: no Node modules.",
      severity: "error",
      from: { path: "^packages/(domain|engine|formats|report)/src/", pathNot: "\\.(test|contract)\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "native-code-in-one-folder",
      comment: "What was compiled for one machine is reached through speech/src/native alone.",
      severity: "error",
      from: { path: "^packages/", pathNot: "^packages/speech/src/native/" },
      to: { path: "(^|node_modules/)sherpa-onnx-" },
    },
    {
      name: "recognisers-stand-alone",
      comment: "A recogniser never imports another.",
      severity: "error",
      from: { path: "^packages/speech/src/recognisers/([^/]+)/.+" },
      to: { path: "^packages/speech/src/recognisers/([^/]+)/.+", pathNot: "^packages/speech/src/recognisers/$1/" },
    },
    {
      name: "packages-by-their-index",
      comment:
        "A package is used through its index, or through files.ts or rows.ts for what must not load models, the engine or a database; a port's contract suite by its own file.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/([^/]+)/src/",
        pathNot: ["^packages/$1/", "^packages/[^/]+/src/(index|files|rows)\\.ts$", "\\.contract\\.ts$"],
      },
    },
    {
      name: "quick-entries-load-little",
      comment: "What a command needs before it knows its work must load neither the engine nor speech.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/files\\.ts$" },
      to: { path: "^packages/(engine|speech)/", reachable: true },
    },
    {
      name: "traces-on-demand",
      comment:
        "What sends traces is loaded only where they are asked for, so that start and memory don't change without them.",
      severity: "error",
      from: { path: "^packages/", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/server/src/traces/open-telemetry\\.ts$", dynamic: false },
    },
    {
      name: "open-telemetry-in-one-file",
      comment: "Its packages are reached through that one file.",
      severity: "error",
      from: { path: "^packages/", pathNot: "^packages/server/src/traces/open-telemetry\\.ts$" },
      to: { path: "node_modules/@opentelemetry/" },
    },
    {
      name: "no-tests-in-source",
      comment:
        "Source never imports a test or what only tests need; a bench may try what tests try, a script make what they read.",
      severity: "error",
      from: { pathNot: "(\\.(test|contract|fixture)\\.ts$|^(bench|scripts)/)" },
      to: { path: "\\.(test|contract|fixture)\\.ts$" },
    },
    {
      name: "nothing-unresolved",
      comment: "Every import leads somewhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".js", ".mjs"],
    },
  },
};
