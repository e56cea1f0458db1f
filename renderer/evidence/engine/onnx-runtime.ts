import * as runtime from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** ONNX Runtime on WebAssembly, one thread, its binary from our own files. */
export function onnxRuntime(): typeof runtime {
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = { wasm: wasmUrl };
  return runtime;
}
