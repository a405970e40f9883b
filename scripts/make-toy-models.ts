// Writes the made-up speech models that the tests use into a folder: `node scripts/make-toy-models.ts <folder>`.
// They hear tones as characters, have the shape of published models, and run in the real runtime.
import { writeToyModels } from "../packages/speech/src/recognisers/sherpa-onnx/toy-models.fixture.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: make-toy-models <folder>");
for (const [name, path] of Object.entries(writeToyModels(folder))) console.log(`${name} ${path}`);
