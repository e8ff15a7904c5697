import {Box, Text} from 'ink';
import {type ReactElement, useSyncExternalStore} from 'react';
import {sameConfiguration} from '../catalog/index-configuration.ts';
import {layout, smallest, tooSmall} from './layout.ts';
import type {Painter} from './painter.ts';
import type {Painters} from './painters.ts';
import {DiffPane} from './panes/diff-pane.tsx';
import {FiguresPane} from './panes/figures-pane.tsx';
import {Footer} from './panes/footer.tsx';
import {IndexesPane} from './panes/indexes-pane.tsx';
import {LatticePane} from './panes/lattice-pane.tsx';
import {MonitorPane} from './panes/monitor-pane.tsx';
import {OpeningScreen} from './panes/opening-screen.tsx';
import {OverlayPane} from './panes/overlay-pane.tsx';
import {PlanPane} from './panes/plan-pane.tsx';
import {SweepPane} from './panes/sweep-pane.tsx';
import {QueriesPane} from './panes/queries-pane.tsx';
import {StepsPane} from './panes/steps-pane.tsx';
import {WaterfallPane} from './panes/waterfall-pane.tsx';
import type {PaneName} from './pane-names.ts';
import type {State} from './state.ts';
import type {Store} from './store.ts';

/** The whole screen, drawn from the store's state and nothing else. */
export function App({store, painters}: {readonly store: Store; readonly painters: Painters}): ReactElement {
	const state = useSyncExternalStore(store.subscribe, store.state);
	const painter = useSyncExternalStore(painters.subscribe, painters.painter);
	if (tooSmall(state.size)) {
		return <Text>{`planflip needs ${smallest.columns}x${smallest.rows} cells; this terminal has ${state.size.columns}x${state.size.rows}.\nMake it larger, or press q to leave.`}</Text>;
	}

	return state.opening === null
		? <OpenScreen state={state} painter={painter}/>
		: <OpeningScreen state={state} opening={state.opening} painter={painter}/>;
}

/** Badges of panes that are not so wide (cells) are shorter. */
const narrow = 30;

function OpenScreen({state, painter}: {readonly state: State; readonly painter: Painter}): ReactElement {
	const overlay = state.overlay === null || state.overlay.kind === 'filter' ? null : state.overlay;
	const zoomed = state.zoomed && overlay === null;
	const {panes, right, body} = layout(state.size, zoomed ? state.focus : null);
	const view = {state, painter};
	const draw: Record<PaneName, () => ReactElement> = {
		queries: () => <QueriesPane {...view} place={panes.queries}/>,
		indexes: () => <IndexesPane {...view} place={panes.indexes}/>,
		plan: () => state.trial?.kind === 'operation' ? <WaterfallPane {...view} place={panes.plan}/> : <PlanPane {...view} place={panes.plan}/>,
		buffers: () => <FiguresPane {...view} place={panes.buffers} pane='buffers' title='4 Buffers ' badge={panes.buffers.width < narrow ? '8 kB each' : '8 kB blocks'}/>,
		timing: () => <FiguresPane {...view} place={panes.timing} pane='timing' title='5 Timing ' badge={`${panes.timing.width < narrow ? 'vs' : 'against'} ${baselineName(state)}`}/>,
	};
	return (
		<Box flexDirection='column'>
			{overlay?.kind === 'diff' ? <DiffPane {...view} overlay={overlay} place={body}/> : overlay?.kind === 'monitor' ? <MonitorPane {...view} overlay={overlay} place={body}/> : overlay?.kind === 'sweep' ? <SweepPane {...view} overlay={overlay} place={body}/> : overlay?.kind === 'steps' ? <StepsPane {...view} overlay={overlay} place={body}/> : overlay?.kind === 'lattice' ? <LatticePane {...view} overlay={overlay} place={body}/> : zoomed ? draw[state.focus]() : (
				<Box height={body.height}>
					<Box flexDirection='column'>
						{draw.queries()}
						{draw.indexes()}
					</Box>
					{overlay === null ? (
						<Box flexDirection='column'>
							{draw.plan()}
							<Box>
								{draw.buffers()}
								{draw.timing()}
							</Box>
						</Box>
					) : <OverlayPane {...view} overlay={overlay} place={{width: right, height: body.height}}/>}
				</Box>
			)}
			<Footer state={state} painter={painter}/>
		</Box>
	);
}

function baselineName(state: State): string {
	const name = state.around?.universe.presets.find(({configuration}) => sameConfiguration(configuration, state.pinned))?.name;
	return name ?? 'the pinned';
}
