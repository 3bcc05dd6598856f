// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Wires the vault. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class Vault {}
