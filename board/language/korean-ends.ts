// How deployments and tests ended, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanEnds: readonly Phrase[] = [
  ['AppConfig has rolled it back, by {0}: {1}', 'AppConfig가 롤백함 ({0}): {1}'],
  [
    'deployment of its stack, not of Tidegate, is under way',
    '스택에서 Tidegate의 것이 아닌 배포가 진행 중',
  ],
  ['perhaps {0*} at {1}', '{1}의 {0}일 수 있음'],
  ['{0.} was moved: {1*} (perhaps {2*} at {3})', '{0}이(가) 바뀜: {1} ({3}의 {2}일 수 있음)'],
  ['the rollback was never started', '롤백이 시작된 적이 없음'],
  ['its traffic was held at a step for {0*}: {1*}', '트래픽이 한 단계에 {0} 동안 머물렀음: {1}'],
  ['alarm {0} is {1*}', '알람 {0} 상태가 {1}'],
  ['nobody consented within {0*} to: {1*}', '{0} 안에 동의한 사람이 없음: {1}'],
  ['nothing was changed: {0*}', '바뀐 것이 없음: {0}'],
  ['the image {0} of {1} is not there, for {2}', '{2}에 쓸 {1}의 이미지 {0}이(가) 없음'],
  [
    'push it again, replicate its repository there, and let no lifecycle policy delete what may be returned to',
    '다시 푸시하고, 저장소를 그곳에 복제하고, 돌아갈 수 있는 것을 수명 주기 정책이 지우지 않게 할 것',
  ],
  [
    'put the artifact back where it was, and keep artifacts for as long as {0}',
    '아티팩트를 제자리에 돌려놓고, 필요한 동안 보관할 것',
  ],
  ['there is no way back of {0} to {1}: {2*}', '{0}을(를) {1}(으)로 되돌릴 길이 없음: {2}'],
  [
    'its stack has drifted from its template: what was changed by hand in what it changes is overwritten',
    '스택이 템플릿에서 벗어나 있음: 손으로 바꾼 것을 덮어씀',
  ],
  ['it could not be rolled back, {0*}', '롤백하지 못함, {0}'],
  ['and it could not be rolled back, {0*}', '그리고 롤백하지 못함, {0}'],
  [
    'its circuit breaker has seen {0#} tasks fail: {1}',
    '회로 차단기가 태스크 {0}개의 실패를 봄: {1}',
  ],
  ['its circuit breaker has seen {0#} tasks fail', '회로 차단기가 태스크 {0}개의 실패를 봄'],
  [
    'nothing that was ever brought there has come up: it is left as it is',
    '그곳에 온 것 가운데 뜬 것이 없음: 그대로 둠',
  ],
  [
    'no agent has begun anything on {0}: is it running there, and can it reach CodeDeploy?',
    '{0}에서 에이전트가 아무것도 시작하지 않음: 실행 중인지, CodeDeploy에 닿을 수 있는지 확인할 것',
  ],
  ['build {0}, which was to say it, is {1*}', '그것을 알려 줄 빌드 {0}의 상태가 {1}'],
  [
    'build {0} exports no {1} (env, exported-variables)',
    '빌드 {0}이(가) {1}을(를) 내보내지 않음 (env, exported-variables)',
  ],
  ['no build of {0} was asked', '{0}의 빌드에 묻지 못함'],
  [
    'what was begun had not ended when its way back began',
    '되돌리기 시작할 때 시작한 것이 끝나지 않았음',
  ],
  [
    '{1} not deployed, what was begun had not ended when its way back began',
    '{1} 배포되지 않음, 되돌리기 시작할 때 시작한 것이 끝나지 않았음',
  ],
  [
    'put back what it ran, or a revision that baked there before',
    '실행하던 것이나 그곳에서 베이크를 마친 리비전을 되돌려 놓을 것',
  ],
  [
    'put the artifact back where it was, and keep artifacts for as long as they may be returned to',
    '아티팩트를 제자리에 돌려놓고, 돌아갈 수 있는 동안 보관할 것',
  ],
  ['deployment of service {0} at {1}', '{1}에 서비스 {0} 배포'],
  ['{0} from {1} to {2}', '{0}: {1}에서 {2}(으)로'],
  ['release {0} of {1}: {2*}', '{1}의 릴리스 {0}: {2}'],
  [
    'test undecided: {0} (build {1} ended {2*})',
    '테스트 판정 불가: {0} (빌드 {1}이(가) {2}(으)로 끝남)',
  ],
  ['canary {0} ended {1*}', '카나리 {0}이(가) {1}(으)로 끝남'],
  ['canary {0} ended {1*}, {2*}', '카나리 {0}이(가) {1}(으)로 끝남, {2}'],
  ['experiment {0} completed', '실험 {0} 완료'],
  ['experiment {0} ended {1*}', '실험 {0}이(가) {1}(으)로 끝남'],
  ['build {0} ended {1*}; its report: {2*}', '빌드 {0}이(가) {1}(으)로 끝남; 보고서: {2}'],
  ['its report: {0*}', '보고서: {0}'],
  ['{0#} failed ({1}), {2*}', '{0}개 실패 ({1}), {2}'],
  ['{0#} failed, {1*}', '{0}개 실패, {1}'],
  ['{0#} passed, {1*}', '{0}개 통과, {1}'],
  ['{0#} skipped', '{0}개 건너뜀'],
  ['Error: the function ended FAILED', 'Error: 함수가 FAILED(으)로 끝남'],
  ['ended {0} by itself', '스스로 {0}(으)로 끝남'],
  ['leg {0}: {1*}', '구간 {0}: {1}'],
  ['function {0} said passed', '함수 {0}이(가) 통과라고 함'],
  ['function {0} said {1}', '함수 {0}의 대답: {1}'],
  [
    'the way back of {0} to {1} is version {2} of {3} alone: its artifact {4} (version {5}) was deleted',
    '{0}을(를) {1}(으)로 되돌릴 길은 {3}의 버전 {2}뿐임: 아티팩트 {4} (버전 {5})이(가) 지워짐',
  ],
  [
    'the way back of {0} to {1} is version {2} of {3} alone: its image {4} was deleted',
    '{0}을(를) {1}(으)로 되돌릴 길은 {3}의 버전 {2}뿐임: 이미지 {4}이(가) 지워짐',
  ],
  ['{0#} targets run {1}', '타깃 {0}개가 {1}을(를) 실행 중'],
  ['{0#} target runs {1}', '타깃 {0}개가 {1}을(를) 실행 중'],
  ['States.TaskFailed: stopped by hand', 'States.TaskFailed: 손으로 중단함'],
  ['release {0} of {1} is on its way', '{1}의 릴리스 {0} 진행 중'],
  ['nothing was taken back: {0} ({1*})', '되돌린 것이 없음: {0} ({1})'],
  ['what runs is not proven on: {0} ({1*})', '무엇이 실행되는지 증명되지 않음: {0} ({1})'],
  ['{0.} ({1*})', '{0} ({1})'],
  ['flaky: it had failed {0*} before ({1})', '불안정함: 전에 {0} 실패했음 ({1})'],
  [
    'on their way, and watched to the end of the wave they are in: {0}',
    '진행 중이며, 지금 웨이브가 끝날 때까지 지켜봄: {0}',
  ],
];
