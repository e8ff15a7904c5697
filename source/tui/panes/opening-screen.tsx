import {Text} from 'ink';
import type {ReactElement} from 'react';
import {openingFrame} from '../opening-frame.ts';
import type {Painter} from '../painter.ts';
import type {Opening, State} from '../state.ts';

/** What is shown until the database is open. */
export function OpeningScreen({state, opening, painter}: {readonly state: State; readonly opening: Opening; readonly painter: Painter}): ReactElement {
	return <Text>{openingFrame(state.size, opening, painter)}</Text>;
}
