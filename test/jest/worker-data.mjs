// Loaded into each process that runs tests, before anything else.
//
// The runner answers the first of its workers that asks for its settings, and all others with it; one that starts
// slowly does not listen yet, and would wait for ever. So what comes early is kept until it is asked for.

const ASKS = 'jest-light-runner-get-worker-data';
const ANSWER = 'jest-light-runner-worker-data';

const { send } = process;
if (send !== undefined) {
  let kept;
  process.on('message', (message) => {
    if (message?.type === ANSWER) kept = message;
  });
  process.send = (message, ...others) => {
    if (message !== ASKS || kept === undefined) return send.call(process, message, ...others);
    setImmediate(() => process.emit('message', kept));
    return true;
  };
}
