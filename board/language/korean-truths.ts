// What runs, how deployments ended and what the judge found, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanTruths: readonly Phrase[] = [
  ['it had this version already', '이미 이 버전이었음'],
  [
    'nothing else has ever baked there to return to',
    '돌아갈 만큼 그곳에서 베이크를 마친 다른 것이 없음',
  ],
  [
    'all else that baked there is quarantined: there is nothing to return to',
    '그곳에서 베이크를 마친 다른 것은 모두 격리됨: 돌아갈 것이 없음',
  ],
  [
    '{0} (nothing else has ever baked there to return to)',
    '{0} (돌아갈 만큼 그곳에서 베이크를 마친 다른 것이 없음)',
  ],
  ['nothing was taken back: {0*}', '되돌린 것이 없음: {0}'],
  [
    'nothing was started on {0}, which runs {1}',
    '{1}을(를) 실행 중인 {0}에서는 아무것도 시작되지 않음',
  ],
  ['{0} is left to whoever has moved it: {1*}', '{0}은(는) 옮긴 사람에게 맡김: {1}'],
  ['{0} is left as it is: {1*}', '{0}은(는) 그대로 둠: {1}'],
  ['its drill has left {0} at {1}', '연습이 {0}을(를) {1}에 남겨 둠'],
  ['its deployment is not known to have ended', '배포가 끝났는지 알 수 없음'],
  ['what became of its deployment is not known', '배포가 어떻게 되었는지 알 수 없음'],
  ['the item cannot be read of wave {0*}', '웨이브의 항목을 읽을 수 없음: {0}'],
  ['its execution ended {0*} ({1*})', '실행이 {0}(으)로 끝남 ({1})'],
  ['its execution ended {0*}', '실행이 {0}(으)로 끝남'],
  ['its execution is not known any more', '실행을 더는 알 수 없음'],
  ['it is not taken back', '되돌리지 않음'],
  ['not taken back, {0*}', '되돌리지 않음, {0}'],
  ['not started: {0*}', '시작하지 않음: {0}'],
  ['not moved: {0*}', '옮기지 않음: {0}'],
  ['it failed before, and is left behind: {0*}', '전에 실패해서 남겨 둠: {0}'],
  ['all of its targets must get it', '모든 타깃이 받아야 함'],
  ['none of its targets got it', '어느 타깃도 받지 못함'],
  ['not left behind, {0*}', '남겨 두지 않음, {0}'],
  [
    'more failed than minHealthy: {0} allows ({1} of {2})',
    'minHealthy: {0}이(가) 허용하는 것보다 많이 실패함 ({2} 가운데 {1})',
  ],
  ['deployment {0} did not end within {1*}', '배포 {0}이(가) {1} 안에 끝나지 않음'],
  [
    'deployment {0} had not ended when its way back began',
    '되돌리기 시작할 때 배포 {0}이(가) 끝나지 않았음',
  ],
  [
    '{1} not deployed, deployment {2} had not ended when its way back began',
    '{1} 배포되지 않음, 되돌리기 시작할 때 배포 {2}이(가) 끝나지 않았음',
  ],
  [
    'deployment {0} succeeded, but {1#} of {2#} instances did not get it',
    '배포 {0}은(는) 성공했지만, 인스턴스 {2}개 가운데 {1}개가 받지 못함',
  ],
  ['none of {0#} instances has it', '인스턴스 {0}개 가운데 받은 것이 없음'],
  ['{0#} of {1#} instances have it', '인스턴스 {1}개 가운데 {0}개가 받음'],
  ['{0#} of {1#} instances has it', '인스턴스 {1}개 가운데 {0}개가 받음'],
  [
    'that is believed, for no project says what runs (job.runs)',
    '무엇이 실행되는지 말하는 프로젝트가 없어 (job.runs) 그렇다고 믿음',
  ],
  ['there was nothing to change', '바꿀 것이 없었음'],
  ['what shifted is taken back', '옮겨 간 것을 되돌림'],

  ['what should run {0} is not there', '{0}을(를) 실행해야 할 것이 없음'],
  ['version {0} has {1}, not the {2} of {3}', '버전 {0}의 내용이 {1}이고, {3}의 {2}이(가) 아님'],
  ['its alias sends {0} beside version {1} of {2}', '별칭이 {2}의 버전 {1} 옆에서 {0}을(를) 보냄'],
  [
    'its alias sends traffic to version {0} while it shifts from {1} to {2} of {3}',
    '{3}이(가) {1}에서 {2}(으)로 옮겨 가는 동안 별칭이 버전 {0}에 트래픽을 보냄',
  ],
  [
    'its alias sends {0} to version {1} of {2}, where {3} gives it {4} by now',
    '별칭이 {2}의 버전 {1}에 {0}을(를) 보냄, {3}에 따르면 지금은 {4}',
  ],
  [
    'its alias sends {0} to version {1} of {2}, where it sent {3}',
    '별칭이 {2}의 버전 {1}에 {0}을(를) 보냄, 전에는 {3}',
  ],
  [
    'its alias was moved while it shifted to {0}, and sends it {1}',
    '{0}(으)로 옮겨 가는 동안 별칭이 바뀌어 {1}을(를) 보냄',
  ],
  ['deployment {0}, not of Tidegate, is under way', 'Tidegate의 것이 아닌 배포 {0}이(가) 진행 중'],
  [
    'deployment {0}, not of Tidegate, ended {1}',
    'Tidegate의 것이 아닌 배포 {0}이(가) {1}(으)로 끝남',
  ],
  [
    'deployment {0}, of {1} and not of Tidegate, is under way',
    'Tidegate가 아니라 {1}의 배포 {0}이(가) 진행 중',
  ],
  [
    'deployment {0}, of {1} and not of Tidegate, ended {2}',
    'Tidegate가 아니라 {1}의 배포 {0}이(가) {2}(으)로 끝남',
  ],
  [
    'deployment {0}, of instances that joined, is under way',
    '새로 들어온 인스턴스의 배포 {0}이(가) 진행 중',
  ],
  [
    'deployment {0}, of instances that joined, ended {1}',
    '새로 들어온 인스턴스의 배포 {0}이(가) {1}(으)로 끝남',
  ],
  ['nothing was deployed to its group, not even {0}', '그룹에 아무것도, {0}조차 배포되지 않았음'],
  [
    'its group’s last deployment {0} brought other than {1}',
    '그룹의 마지막 배포 {0}이(가) {1}이(가) 아닌 것을 가져옴',
  ],
  [
    'its service has task definition {0}, not {1} of {2}',
    '서비스의 태스크 정의가 {2}의 {1}이(가) 아니라 {0}',
  ],
  [
    'task definition {0} has {1}, not the images of {2}',
    '태스크 정의 {0}에 {2}의 이미지가 아니라 {1}이(가) 있음',
  ],
  [
    'deployment {0} of {1} was rolled back, and not by Tidegate',
    '{1}의 배포 {0}이(가) 롤백됨, Tidegate가 한 것이 아님',
  ],
  ['its service is not there any more', '서비스가 더는 없음'],
  [
    'its service wants no tasks any more, a desired count of 0: nothing runs it',
    '서비스가 원하는 태스크 수가 0이라 실행되는 것이 없음',
  ],
  [
    'its circuit breaker tripped, and ECS has nothing to return to: nothing has ever come up there',
    '회로 차단기가 작동했고, ECS가 돌아갈 것이 없음: 그곳에서 뜬 적이 있는 것이 없음',
  ],
  ['its circuit breaker tripped', '회로 차단기가 작동함'],
  ['its profile has nothing in force, not even {0}', '프로필에 적용된 것이 없음, {0}조차 없음'],
  [
    'its profile has version {0} in force, not {1} of {2}',
    '프로필에 {2}의 {1}이(가) 아니라 버전 {0}이(가) 적용됨',
  ],
  [
    'its profile was deployed to since, not by Tidegate, and has {0} in force again',
    '그 뒤 Tidegate가 아닌 배포가 있었고, 프로필에 {0}이(가) 다시 적용됨',
  ],
  ['AppConfig does not know it any more', 'AppConfig가 더는 알지 못함'],
  [
    'take the alarm out of the monitors of its environment, and roll back again: while it fires AppConfig lets no deployment through',
    '환경의 모니터에서 그 경보를 빼고 다시 롤백할 것: 경보가 울리는 동안 AppConfig는 어떤 배포도 통과시키지 않음',
  ],
  ['AppConfig has rolled it back, by {0}: {1}', 'AppConfig가 롤백함, {0}: {1}'],
  ['AppConfig has rolled it back, by {0}', 'AppConfig가 롤백함, {0}'],
  ['it was reverted once it had been complete', '완료된 뒤에 되돌려짐'],
  ['its stack is {0}: {1}', '스택 상태가 {0}: {1}'],
  ['its stack is {0}', '스택 상태가 {0}'],
  ['its stack has another template than {0} of {1}', '스택의 템플릿이 {1}의 {0}과(와) 다름'],
  [
    'its stack has other parameters, or another template, than it got with {0}',
    '스택의 파라미터나 템플릿이 {0}과(와) 함께 받은 것과 다름',
  ],
  [
    'its stack was updated, not by Tidegate, and has {0} again',
    '스택을 Tidegate가 아닌 누군가 바꿨고, 다시 {0}임',
  ],
  ['its stack was updated after it had been prepared', '준비한 뒤에 스택이 바뀜'],
  ['it was given up', '포기함'],
  [
    'its distribution serves {0}, not {1} of {2}',
    '배포판이 {2}의 {1}이(가) 아니라 {0}을(를) 내보냄',
  ],
  [
    'its distribution serves {0} while it is switched from {1} to {2}',
    '{1}에서 {2}(으)로 바꾸는 동안 배포판이 {0}을(를) 내보냄',
  ],
  [
    'its distribution was changed, not by Tidegate, and serves {0}',
    '배포판을 Tidegate가 아닌 누군가 바꿨고, {0}을(를) 내보냄',
  ],
  [
    'build {0} says that {1} runs, not {2} of {3}',
    '빌드 {0}에 따르면 {3}의 {2}이(가) 아니라 {1}이(가) 실행 중',
  ],
  ['its last job {0} brought other than {1}', '마지막 작업 {0}이(가) {1}이(가) 아닌 것을 가져옴'],
  [
    'job {0}, not of Tidegate, ran since {1} was brought',
    '{1}을(를) 가져온 뒤 Tidegate의 것이 아닌 작업 {0}이(가) 실행됨',
  ],
  [
    'its build did not end in the time of its project',
    '빌드가 프로젝트의 제한 시간 안에 끝나지 않음',
  ],
  [
    'its build is {0} in {1}, before its script had begun',
    '스크립트가 시작되기 전 {1} 단계에서 빌드가 {0}',
  ],
  [
    'its build is FAILED in {0}: what its script had done by then is there',
    '{0} 단계에서 빌드가 FAILED: 그때까지 스크립트가 한 일은 남아 있음',
  ],
  ['its build is {0}', '빌드 상태가 {0}'],
  ['its build is gone', '빌드가 없어짐'],
  [
    'it succeeded, but nothing says what runs: {0*}',
    '성공했지만 무엇이 실행되는지 알 수 없음: {0}',
  ],
  [
    'it succeeded, but {0} is said to run, not {1}',
    '성공했지만 {1}이(가) 아니라 {0}이(가) 실행 중이라고 함',
  ],
  ['told since: {0*}', '그 뒤 알려진 것: {0}'],
  ['deployment {0} of {1} at {2}', '{2}에 {1}의 배포 {0}'],
  [
    'its shift was stopped, and all of its traffic goes to version {0} again',
    '전환을 멈췄고, 트래픽이 모두 다시 버전 {0}(으)로 감',
  ],
  ['left over, and to be deleted: {0}', '남아 있어 지워야 할 것: {0}'],
  ['{0} failed: {1}', '{0} 실패: {1}'],
  ['not deployed: {0} ({1*}), {2} ({3*})', '배포되지 않음: {0} ({1}), {2} ({3})'],
  ['not deployed: {0} ({1*})', '배포되지 않음: {0} ({1})'],
  ['not taken back: {0} ({1*})', '되돌리지 않음: {0} ({1})'],
  ['left as it is: {0*}', '그대로 둠: {0}'],
  ['left behind: {0} ({1*}), {2} ({3*})', '남겨 둠: {0} ({1}), {2} ({3})'],
  ['left behind: {0} ({1*})', '남겨 둠: {0} ({1})'],
  ['{0} still runs it, though it is quarantined', '격리되었는데도 {0}이(가) 아직 실행 중'],
  ['{0} still run it, though it is quarantined', '격리되었는데도 {0}이(가) 아직 실행 중'],
  [
    'nothing else that has baked there may be returned to: release what is right',
    '그곳에서 베이크를 마친 다른 것으로도 돌아갈 수 없음: 올바른 것을 릴리스해야 함',
  ],
  [
    'version {0} of {1} was deleted, and so was its artifact {2} (version {3})',
    '{1}의 버전 {0}이(가) 지워졌고, 아티팩트 {2} (버전 {3})도 지워짐',
  ],
  [
    'its alias sends {0} to version {3} beside version {1} of {2}',
    '별칭이 {2}의 버전 {1} 옆에서 버전 {3}에 {0}을(를) 보냄',
  ],
  [
    '{0.} was moved: {1*} ({2} of {3} by {4} at {5})',
    '{0}이(가) 바뀜: {1} ({5}에 {4}이(가) {3}에 {2})',
  ],
  ['{0.} was moved: {1*} ({2} of {3} at {4})', '{0}이(가) 바뀜: {1} ({4}에 {3}에 {2})'],
  ['Refused: {0}', '거부(Refused): {0}'],
];
