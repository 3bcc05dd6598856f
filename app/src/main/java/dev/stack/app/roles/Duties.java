// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.roles;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * Takes out of the wiring what is the {@link DutyOf} other roles: what is not there cannot run. It comes after everything
 * is named and before anything is made.
 */
final class Duties implements BeanDefinitionRegistryPostProcessor {

    private final Roles roles;

    Duties(Roles roles) {
        this.roles = roles;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (String name : registry.getBeanDefinitionNames()) {
            if (!roles.fit(duty(registry.getBeanDefinition(name)))) {
                registry.removeBeanDefinition(name);
            }
        }
    }

    private static List<ProcessRole> duty(BeanDefinition definition) {
        if (!(definition instanceof AnnotatedBeanDefinition annotated)) {
            return List.of();
        }
        MethodMetadata maker = annotated.getFactoryMethodMetadata();
        MergedAnnotations said = maker == null ? annotated.getMetadata().getAnnotations() : maker.getAnnotations();
        if (maker != null && !said.isPresent(DutyOf.class) && isOurs(maker)) {
            said = MergedAnnotations.from(ClassUtils.resolveClassName(maker.getReturnTypeName(), null));
        }
        return said.get(DutyOf.class)
                .getValue("value", ProcessRole[].class)
                .map(Arrays::asList)
                .orElse(List.of());
    }

    private static boolean isOurs(MethodMetadata maker) {
        return maker.getReturnTypeName().startsWith("dev.stack.");
    }
}
