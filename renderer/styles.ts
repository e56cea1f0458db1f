// Every style of the page, in the order in which later rules hold over earlier ones: rooms that are loaded later must
// not change it.
import './case/asked/asked.css';
import './case/evidence/evidence.css';
import './lanes/evidence/evidence-lanes.css';
import './case/findings/findings.css';
import './verdict/policy-change.css';
import './verdict/verdict.css';
import './player/view/player.css';
import './lanes/lanes.css';
import './player/view/view.css';
import './case/stage/stage.css';
import './case/stage/view.css';
import './case/case.css';
import './case/context/context.css';
import './journal/journal.css';
import './queue/queue.css';
import './protection/protection.css';
import './settings/settings.css';
import 'uplot/dist/uPlot.min.css';
import './stats/stats.css';
import './travel/travel.css';
import './day/day.css';
import './ui/theme.css';
import './ui/widgets.css';
import './ui/sign-button.css';
import './desk.css';
import './cover/cover.css';
