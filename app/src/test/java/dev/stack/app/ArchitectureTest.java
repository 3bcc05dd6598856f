// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Scoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/** Who may use whom, one sentence each. A rule that matches no class fails. */
@AnalyzeClasses(packages = "dev.stack", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String APP = "dev.stack.app..";
    private static final String COMMAND = "dev.stack.command..";
    private static final String QUERY = "dev.stack.query..";
    private static final String DETECTORS = "dev.stack.detectors..";
    private static final String EDGE = "dev.stack.edge..";
    private static final String VAULT = "dev.stack.vault..";

    /** An upstream is a service in the words of the domain; these name such a thing. */
    private static final Set<String> DOMAIN_WORDS = Set.of("CatalogService", "ConnectService", "UndeclaredService");

    private static final DescribedPredicate<JavaClass> SHARED = resideInAPackage("dev.stack..")
            .and(DescribedPredicate.not(resideInAnyPackage(APP, COMMAND, QUERY, DETECTORS, EDGE, VAULT)))
            .as("classes of shared-events");

    @ArchTest
    static final ArchRule the_shared_contract_needs_nothing_but_the_jdk_and_a_json_reader = classes()
            .that(SHARED)
            .should()
            .onlyDependOnClassesThat(SHARED.or(
                    resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "tools.jackson.core..")));

    @ArchTest
    static final ArchRule the_vault_uses_only_the_shared_contract = noClasses()
            .that()
            .resideInAPackage(VAULT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, COMMAND, QUERY, DETECTORS, EDGE);

    @ArchTest
    static final ArchRule detectors_use_only_the_shared_contract = noClasses()
            .that()
            .resideInAPackage(DETECTORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, COMMAND, QUERY, EDGE, VAULT);

    @ArchTest
    static final ArchRule the_query_side_uses_only_the_shared_contract = noClasses()
            .that()
            .resideInAPackage(QUERY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, COMMAND, DETECTORS, EDGE, VAULT);

    @ArchTest
    static final ArchRule the_command_side_uses_only_the_shared_contract_and_the_vault = noClasses()
            .that()
            .resideInAPackage(COMMAND)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, QUERY, DETECTORS, EDGE);

    @ArchTest
    static final ArchRule the_edge_uses_only_the_shared_contract_the_vault_and_the_content_detectors = noClasses()
            .that()
            .resideInAPackage(EDGE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(APP, COMMAND, QUERY, DETECTORS)
                    .and(DescribedPredicate.not(resideInAPackage("dev.stack.detectors.content.."))));

    @ArchTest
    static final ArchRule nobody_uses_the_app = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule only_the_vault_names_a_cipher = noClasses()
            .that()
            .resideOutsideOfPackage(VAULT)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Cipher.class);

    @ArchTest
    static final ArchRule only_the_command_side_appends = noClasses()
            .that()
            .resideOutsideOfPackages(COMMAND, APP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.axonframework.eventsourcing..", "org.axonframework.modelling..");

    @ArchTest
    static final ArchRule nobody_reads_a_clock_that_was_not_given = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule only_the_app_makes_the_clock =
            noClasses().that().resideOutsideOfPackage(APP).should().callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule what_runs_by_itself_says_in_which_processes = classes()
            .that()
            .implement(SmartLifecycle.class)
            .or()
            .implement(ApplicationRunner.class)
            .or()
            .containAnyMethodsThat(describe("are scheduled", method -> method.isAnnotatedWith(Scheduled.class)))
            .should()
            .beAnnotatedWith(DutyOf.class);

    @ArchTest
    static final ArchRule a_closed_route_says_what_an_access_token_needs =
            methods().that().areAnnotatedWith(Requires.class).should().beAnnotatedWith(Scoped.class);

    @ArchTest
    static final ArchRule a_class_says_what_it_is = noClasses()
            .that(describe("name no service of the domain", type -> !DOMAIN_WORDS.contains(type.getSimpleName())))
            .should()
            .haveNameMatching(".*(Service|Manager|Helper|Util|Utils|Impl)");

    @ArchTest
    static final ArchRule no_text_from_outside_meets_a_backtracking_pattern = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Pattern.class)
            .because("such a pattern can be made to run for ever; RE2/J cannot");

    @ArchTest
    static final ArchRule nobody_maps_objects_to_tables_behind_our_back = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..",
                    "org.springframework.data.jdbc..",
                    "org.springframework.data.relational..",
                    "org.springframework.data.repository..",
                    "lombok..");

    @ArchTest
    static final ArchRule only_one_package_knows_redis = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stack.app.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data..", "io.lettuce..");
}
