// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;

/**
 * One event processor for each view. It has one segment, because a view folds several families and needs all events in
 * their order, and reads {@linkplain PacedStream as much at once as it may}. An event that cannot be folded stops its view, which is seen; skipping it would not be.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ViewProcessors {

    private static final int BATCH = 500;

    /** Signs of life within the time after which a process is taken for dead: one may get lost. */
    private static final int SIGNS_OF_LIFE = 3;

    /** How often a process that fills no view looks, within the same time, whether one has become free. */
    private static final int TRIES = 6;

    @Bean
    @DutyOf(ProcessRole.QUERY)
    ConfigurerModule viewProcessing(
            List<View> views,
            ViewTables tables,
            ViewProgress progress,
            ClaimTimeout claimTimeout,
            ViewProperties properties,
            PaceTimer timer) {
        return configurer -> views.forEach(view -> register(
                configurer.eventProcessing(),
                new ViewHandler(view, tables, progress),
                axon -> new PacedSource(
                        axon.eventStore(), view, properties.pause(), timer, progress.waiters(view.name())),
                claimTimeout.get()));
    }

    private static void register(
            EventProcessingConfigurer processing,
            ViewHandler handler,
            Function<Configuration, StreamableMessageSource<TrackedEventMessage<?>>> source,
            Duration claimTimeout) {
        String group = handler.group();
        processing
                .registerEventHandler(_ -> handler)
                .assignHandlerInstancesMatching(group, candidate -> candidate == handler)
                .registerListenerInvocationErrorHandler(group, _ -> PropagatingErrorHandler.INSTANCE)
                .registerPooledStreamingEventProcessor(group, source, (_, processor) -> processor
                        .initialSegmentCount(1)
                        .batchSize(BATCH)
                        .claimExtensionThreshold(
                                claimTimeout.dividedBy(SIGNS_OF_LIFE).toMillis())
                        .tokenClaimInterval(claimTimeout.dividedBy(TRIES).toMillis())
                        .initialToken(StreamableMessageSource::createTailToken));
    }
}
