// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;

/**
 * One event processor for each view. It has one segment, because a view folds several families and needs all events in
 * their order. An event that cannot be folded stops its view, which is seen; skipping it would not be.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ViewProcessors {

    private static final int BATCH = 500;

    @Bean
    ConfigurerModule viewProcessing(List<View> views, ViewTables tables, ViewProgress progress) {
        return configurer ->
                views.forEach(view -> register(configurer.eventProcessing(), new ViewHandler(view, tables, progress)));
    }

    private static void register(EventProcessingConfigurer processing, ViewHandler handler) {
        String group = handler.group();
        processing
                .registerEventHandler(_ -> handler)
                .assignHandlerInstancesMatching(group, candidate -> candidate == handler)
                .registerListenerInvocationErrorHandler(group, _ -> PropagatingErrorHandler.INSTANCE)
                .registerPooledStreamingEventProcessor(group, Configuration::eventStore, (_, processor) -> processor
                        .initialSegmentCount(1)
                        .batchSize(BATCH)
                        .initialToken(StreamableMessageSource::createTailToken));
    }
}
