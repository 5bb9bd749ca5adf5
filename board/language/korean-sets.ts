// What is told of StackSets, in Korean, by its forms.

import type { Phrase } from './phrases.ts';

export const koreanSets: readonly Phrase[] = [
  // Where somebody is at a set, each of its slices that a release has brought something says so.
  [
    '{0.} was moved: {1*} (who did it is not known); {2.} was moved: {3*} (who did it is not known)',
    '{0}이(가) 바뀜: {1} (누가 했는지 모름); {2}이(가) 바뀜: {3} (누가 했는지 모름)',
  ],
  ['operation {0.} {1*}; it waits for a person: {2}', '작업 {0}: {1}; 사람을 기다림: {2}'],
  ['operation {0.} {1*}', '작업 {0}: {1}'],
  ['change set {0.} {1*}; it waits for a person: {2}', '변경 세트 {0}: {1}; 사람을 기다림: {2}'],
  ['change set {0.} {1*}', '변경 세트 {0}: {1}'],
  ['nothing of its resources', '리소스 가운데 바뀌는 것이 없음'],
  ['nobody knows what changes in {0}', '{0}에서 무엇이 바뀌는지 아무도 모름'],
  ['adds {0}', '{0} 추가'],
  ['adds {0} and {1#} more', '{0} 그 밖에 {1}개 추가'],
  ['removes {0}', '{0} 제거'],
  ['removes {0}, of which a snapshot stays', '{0} 제거, 스냅샷은 남음'],
  ['removes {0} and {1#} more', '{0} 그 밖에 {1}개 제거'],
  ['replaces {0}', '{0} 교체'],
  ['replaces {0} and {1#} more', '{0} 그 밖에 {1}개 교체'],
  ['may replace {0}', '{0}이(가) 교체될 수 있음'],
  ['may replace {0} and {1#} more', '{0} 그 밖에 {1}개가 교체될 수 있음'],
  ['modifies {0}', '{0} 수정'],
  ['modifies {0} and {1#} more', '{0} 그 밖에 {1}개 수정'],
  ['imports {0}', '{0} 가져오기'],
  ['imports {0} and {1#} more', '{0} 그 밖에 {1}개 가져오기'],
  // Several that a person is asked of at once.
  ['{0*}, removes {1*}', '{0}, {1} 제거'],
  ['{0*}, replaces {1*}', '{0}, {1} 교체'],
  ['{0*}, may replace {1*}', '{0}, {1}이(가) 교체될 수 있음'],
  [
    'operation {1} gives back to {2} what it had of its own: {3}',
    '작업 {1}: {2}에 자신의 값을 되돌려 줌: {3}',
  ],
  [
    'its instance {0} has other values of its own than it was left with, of {1}',
    '인스턴스 {0}이(가) 자신의 값으로 두는 {1}이(가) 달라짐',
  ],
  [
    '{0} has other values of its own of {1}: give them back by hand (aws cloudformation update-stack-instances)',
    '{0}이(가) 자신의 값으로 두는 {1}이(가) 다름: 직접 되돌려 줄 것 (aws cloudformation update-stack-instances)',
  ],
  [
    'operation {0} ({1}), of pipeline {2}, is under way',
    '파이프라인 {2}의 작업 {0} ({1})이(가) 진행 중',
  ],
  [
    'operation {0} ({1}), of pipeline {2}, ended {3}',
    '파이프라인 {2}의 작업 {0} ({1})이(가) {3}(으)로 끝남',
  ],
  [
    'operation {0} ({1}), not of Tidegate, is under way',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) 진행 중',
  ],
  [
    'operation {0} ({1}), not of Tidegate, ended {2}',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) {2}(으)로 끝남',
  ],
  [
    'operation {0} ({1}), not of Tidegate, is under way, on other instances of StackSet {2}, which may have got what has not passed yet',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) StackSet {2}의 다른 인스턴스에서 진행 중: 아직 통과하지 않은 것을 받을 수 있음',
  ],
  [
    'operation {0} ({1}), not of Tidegate, ended {2}, on other instances of StackSet {3}, which may have got what has not passed yet',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) StackSet {3}의 다른 인스턴스에서 {2}(으)로 끝남: 아직 통과하지 않은 것을 받았을 수 있음',
  ],
  [
    'operation {0} ({1}), not of Tidegate, is under way, on other instances of StackSet {2}',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) StackSet {2}의 다른 인스턴스에서 진행 중',
  ],
  [
    'operation {0} ({1}), not of Tidegate, ended {2}, on other instances of StackSet {3}',
    'Tidegate의 것이 아닌 작업 {0} ({1})이(가) StackSet {3}의 다른 인스턴스에서 {2}(으)로 끝남',
  ],
  ['its instance {0} is INOPERABLE', '인스턴스 {0} 상태가 INOPERABLE'],
  ['its instance {0} is INOPERABLE: {1}', '인스턴스 {0} 상태가 INOPERABLE: {1}'],
  ['its instance {0} is not there', '인스턴스 {0}이(가) 없음'],
  ['its instance {0} has no stack', '인스턴스 {0}에 스택이 없음'],
  [
    'its instance {0} is of a suspended account, and was skipped',
    '인스턴스 {0}의 계정이 일시 중지되어 건너뜀',
  ],
  [
    'its instance {0} has drifted from its template, as CloudFormation last found',
    '인스턴스 {0}이(가) 템플릿에서 벗어나 있음 (CloudFormation이 마지막으로 본 대로)',
  ],
  [
    'its instance {0} has a stack that has drifted from its template',
    '인스턴스 {0}의 스택이 템플릿에서 벗어나 있음',
  ],
  ['its instance {0} has a stack that is {1}: {2*}', '인스턴스 {0}의 스택 상태가 {1}: {2}'],
  [
    'its instance {0} has a stack that was updated {1}, and not by its set',
    '인스턴스 {0}의 스택을 {1}에 세트가 아닌 누군가 바꿈',
  ],
  ['so are {0}, or otherwise', '{0}도 마찬가지거나 다른 까닭으로 그러함'],
  ['its instance {0} has another revision than {1}', '인스턴스 {0}의 리비전이 {1}이(가) 아님'],
  ['its instances {0} have another revision than {1}', '인스턴스 {0}의 리비전이 {1}이(가) 아님'],
  [
    'nothing tells that its instance {0} has {1}',
    '인스턴스 {0}에 {1}이(가) 있다고 알려 주는 것이 없음',
  ],
  [
    'nothing tells that its instances {0} have {1}',
    '인스턴스 {0}에 {1}이(가) 있다고 알려 주는 것이 없음',
  ],
  ['it has {0} again, by another hand: {1*}', '다른 손으로 다시 {0}임: {1}'],
  [
    'StackSet {0} deploys by itself to accounts that join its units, which would get a template that has not passed: turn its automatic deployment off (in the console: Actions, Edit automatic deployment)',
    'StackSet {0}은(는) 조직 단위에 들어오는 계정에 스스로 배포하므로 통과하지 않은 템플릿이 퍼질 수 있음: 자동 배포를 끌 것 (콘솔: Actions, Edit automatic deployment)',
  ],
  ['StackSet {0} of {1} is not there', '{1}의 StackSet {0}이(가) 없음'],
  [
    '{0} skipped, for its account is suspended: take it out of the slice',
    '{0} 건너뜀, 계정이 일시 중지됨: 슬라이스에서 뺄 것',
  ],
  ['not updated: {0}', '업데이트되지 않음: {0}'],
  ['CloudFormation knows of no such operation', 'CloudFormation이 그런 작업을 모름'],
];
