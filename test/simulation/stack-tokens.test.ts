// Who may answer what waits in executions of a distributed Map.

import { readFileSync } from 'node:fs';

test('whoever answers tokens may answer those of a distributed Map too, whose machine bears its label', () => {
  const text = readFileSync('serverless.yml', 'utf8');
  const waiting = ['release', 'wave', 'rollback'].flatMap((machine) => {
    const path = `statemachines/${machine}.asl.json`;
    const { States } = JSON.parse(readFileSync(path, 'utf8')) as {
      States: Record<string, { Label?: string }>;
    };
    return Object.values(States).flatMap((state) =>
      state.Label && JSON.stringify(state).includes('waitForTaskToken')
        ? [`stateMachine:tidegate-${machine}-\${sls:stage}/${state.Label}`]
        : [],
    );
  });

  expect(waiting).toEqual(['stateMachine:tidegate-rollback-${sls:stage}/Parts']);
  const answered = /Resource: &waitingMachines\n([\s\S]*?)# What is tried again/.exec(text)?.[1];
  for (const machine of waiting) expect(answered).toContain(machine);
});
