import * as z from 'zod';
import { answerOf } from '../../aws/answer.ts';

const needed = z.object({ deploymentId: z.string(), createTime: z.date() });
const createTime = new Date('2026-11-20T10:00:00Z');

test('what is needed of an answer is read, whatever else is in it', () => {
  const answer = { deploymentId: 'd-1', createTime, $metadata: {} };

  expect(answerOf('reading a deployment', needed, answer)).toEqual({
    deploymentId: 'd-1',
    createTime,
  });
});

test.each([
  ['without a field', { createTime }],
  ['with a field of another type', { deploymentId: 'd-1', createTime: 'now' }],
  ['that is none', undefined],
])('an answer %s fails as the service’s', (_what, answer) => {
  const read = () => answerOf('reading a deployment', needed, answer);

  expect(read).toThrow(expect.objectContaining({ name: 'ServiceFailed' }));
  expect(read).toThrow('expected reading a deployment to be answered whole');
});
