// CodeCommit: repositories that tell their branches, commits and differences.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import { type Place, places } from '../places.ts';
import { codecommitOperations } from './operations.ts';
import { pushEvent } from './push-event.ts';
import { type NewCommit, type NewRepository, push, type Repository } from './repositories.ts';

export interface CodeCommit {
  readonly service: Service;
  /** Makes a repository, unless it is there. */
  addRepository(repository: NewRepository): void;
  /** Pushes a commit; nothing happens where there is no such repository. The bus hears of it where it is to. */
  push(repository: string, place: Place, commit: NewCommit, isTold?: boolean): void;
  /** Whether the repository has the commit. */
  has(repository: string, place: Place, commit: string): boolean;
}

export function codeCommit(emit: Emit): CodeCommit {
  const repositories = places(() => new Map<string, Repository>());
  return {
    service: {
      id: 'codecommit',
      model: modelFor('codecommit'),
      operations: codecommitOperations(repositories.at),
    },
    addRepository: (repository) => {
      const here = repositories.at(repository);
      if (!here.has(repository.name))
        here.set(repository.name, { ...repository, branches: new Map(), commits: new Map() });
    },
    push: (name, place, commit, isTold = false) => {
      const repository = repositories.at(place).get(name);
      if (repository === undefined) return;
      const { branch } = commit;
      const before = branch && repository.branches.get(branch);
      push(repository, commit);
      if (isTold && branch) emit(pushEvent(repository, { branch, commit: commit.id, before }));
    },
    has: (name, place, commit) => repositories.at(place).get(name)?.commits.has(commit) === true,
  };
}
