/* oxlint-disable -- an audio worklet’s own globals have no types here, and this file is served as it is. */
// Hands every block it hears to the page, untouched.
class Recorder extends AudioWorkletProcessor {
  process([input]) {
    if (input?.length) this.port.postMessage(input.map((channel) => channel.slice()));
    return true;
  }
}
registerProcessor('recorder', Recorder);
