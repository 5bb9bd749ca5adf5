import { callsOf } from '../../../cli/personal/calls.ts';
import { Failure } from '../../../core/failure.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve));

function calling(answer: (alias: string, ended: AbortSignal) => Promise<string | undefined>) {
  const asked: string[] = [];
  const told: string[] = [];
  const calls = callsOf({
    aliases: ['one:dev-ada', 'two:dev-ada'],
    call: (alias, ended) => {
      asked.push(alias);
      return answer(alias, ended);
    },
    tell: (text) => void told.push(text),
  });
  return { ...calls, asked, told };
}

test('one that cannot be called keeps no other from being called, and is told once', async () => {
  const { send, asked, told } = calling(async (alias) => {
    if (alias === 'one:dev-ada') throw new Failure('ServiceFailed', 'expected to call it');
    return undefined;
  });

  for (const _ of [1, 2, 3]) {
    send();
    await turn();
  }

  expect(asked.filter((alias) => alias === 'two:dev-ada')).toHaveLength(3);
  expect(asked.filter((alias) => alias === 'one:dev-ada')).toHaveLength(3);
  expect(told).toEqual(['expected to call it']);
});

test('what its code says where it fails is told once, each text', async () => {
  const said = ['lost', 'lost', 'late', undefined];
  const { send, told } = calling(async (alias) =>
    alias === 'two:dev-ada' ? said.shift() : undefined,
  );

  for (const _ of [1, 2, 3, 4]) {
    send();
    await turn();
  }

  expect(told).toEqual(['two:dev-ada answered lost', 'two:dev-ada answered late']);
});

test('one that is slow is not called again meanwhile, and is let go of in silence', async () => {
  const slow = (ended: AbortSignal) =>
    new Promise<undefined>((_, reject) => {
      ended.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const { send, end, asked, told } = calling(async (alias, ended) =>
    alias === 'one:dev-ada' ? slow(ended) : undefined,
  );

  send();
  await turn();
  send();
  await turn();
  end();
  await turn();

  expect(asked).toEqual(['one:dev-ada', 'two:dev-ada', 'two:dev-ada']);
  expect(told).toEqual([]);
});
