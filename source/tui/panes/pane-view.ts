import type {Box} from '../layout.ts';
import type {Painter} from '../painter.ts';
import type {State} from '../state.ts';

/** What every pane is drawn from. */
export interface PaneView {
	readonly state: State;
	readonly painter: Painter;
	readonly place: Box;
}
