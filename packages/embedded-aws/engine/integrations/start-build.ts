// codebuild:startBuild, and waiting for the build with .sync.

import { StateFailure } from '../failure.ts';
import { type Json, property } from '../json.ts';
import type { Visit } from '../strand.ts';
import { callApi, runServiceCall, type ServiceResource } from './service-call.ts';
import type { TaskWork } from './task-work.ts';

const POLL_SECONDS = 15;

export function runBuild(visit: Visit, resource: ServiceResource, input: Json): TaskWork {
  if (resource.pattern !== 'sync' || resource.action !== 'startBuild') {
    return runServiceCall(visit, resource, input);
  }
  const { clock } = visit.strand.runtime;
  let cancel = () => {};
  let stopped = false;
  const started = callApi(visit, resource, input);

  const buildOf = async (id: Json): Promise<Json> => {
    const batch = { ...resource, action: 'batchGetBuilds' };
    const answer = await callApi(visit, batch, { Ids: [id] });
    return (property(answer, 'Builds') as readonly Json[])[0] ?? null;
  };

  const followed = (id: Json): Promise<Json> =>
    new Promise((resolve, reject) => {
      const look = async () => {
        if (stopped) return;
        const build = await buildOf(id);
        const status = property(build, 'BuildStatus');
        if (status === 'SUCCEEDED') return resolve({ Build: build });
        if (status !== 'IN_PROGRESS') {
          return reject(new StateFailure('States.TaskFailed', JSON.stringify({ Build: build })));
        }
        cancel = clock.at(clock.millis() + POLL_SECONDS * 1000, () => void look().catch(reject));
      };
      look().catch(reject);
    });

  const id = started.then((answer) => property(property(answer, 'Build'), 'Id') ?? null);
  id.catch(() => {});
  return {
    answered: started,
    finished: id.then(followed),
    stop() {
      stopped = true;
      cancel();
      const stop = { ...resource, action: 'stopBuild' };
      id.then((build) => callApi(visit, stop, { Id: build })).catch(() => {});
    },
  };
}
