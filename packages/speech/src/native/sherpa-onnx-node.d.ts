// The addon comes without types; what is used of it is described in sherpa.ts.
declare module "sherpa-onnx-node" {
  const sherpa: import("./sherpa.ts").Sherpa;
  export default sherpa;
}
